"""Why a part of a score is missing: the closed list of causes that `Loss.cause` takes."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Cause of a loss. What `Loss.detail` holds, if anything, stands behind each."""

    # the service and its page
    NO_PAGE = "no_page"  # the service is not described
    REFERRAL_ONLY = "referral_only"  # a page only says that another authority is competent
    NOT_REACHED = "not_reached"  # described, but no way of links leads there from the homepage
    TOO_DEEP = "too_deep"  # more clicks than the step allows
    CONTRADICTION = "contradiction"  # two pages say different things; in what
    FIELD_MISSING = "field_missing"  # what is not said: the field
    # contacts
    NO_CONTACT = "no_contact"  # nobody at all
    NO_NAMED_PERSON = "no_named_person"  # an office at most
    NO_DIRECT_CONTACT = "no_direct_contact"  # a person without extension or mail
    CONTACT_INCOMPLETE = "contact_incomplete"  # a person without phone, mail or task
    NO_OFFICE = "no_office"
    NO_ADDRESS = "no_address"
    NO_OPENING_HOURS = "no_opening_hours"
    # ways to apply: what is not offered
    NO_FORM = "no_form"  # the service, where it is not the member
    NO_ONLINE_FORM = "no_online_form"  # paper or PDF at most
    FORM_NOT_LINKED = "form_not_linked"  # there is one, but not where it is looked for
    STATE_SERVICE_NOT_LINKED = "state_service_not_linked"
    STATE_SERVICE_ONLY = "state_service_only"  # what is asked further, the state's service does not give
    FOREIGN_FORM = "foreign_form"  # the form of another authority
    # ways to apply: links to them; the target's address
    PORTAL_START_PAGE = "portal_start_page"
    ENDED_OFFER = "ended_offer"
    DEAD_LINK = "dead_link"
    SOFT_404 = "soft_404"
    WRONG_FILE = "wrong_file"
    OUTDATED = "outdated"
    # ways to apply: how they are made
    PDF_FLAT = "pdf_flat"
    PDF_SIGNATURE_ONLY = "pdf_signature_only"
    PDF_XFA = "pdf_xfa"  # fields that only one program shows
    PRINT_ONLY = "print_only"
    MAIL_ONLY = "mail_only"
    NO_UPLOAD = "no_upload"
    NO_DIGITAL_NOTICE = "no_digital_notice"
    LOGIN_FIRST = "login_first"
    FORM_QUALITY = "form_quality"  # the quality that the form does not show
    # accounts and channels; the kind that is asked for
    NO_LOGIN = "no_login"
    NO_PAYMENT = "no_payment"
    NO_INBOX = "no_inbox"
    NO_SECURE_CHANNEL = "no_secure_channel"
    NO_BOOKING = "no_booking"
    # search
    NO_SEARCH = "no_search"
    SEARCH_NOT_AT_HAND = "search_not_at_hand"  # there is a search, but not where it is looked for
    NOT_IN_SEARCH = "not_in_search"  # the service that the term means
    NOTHING_TO_FIND = "nothing_to_find"  # the service that has no page a search could find
    NO_SUGGESTIONS = "no_suggestions"
    NO_SEARCH_FILTER = "no_search_filter"
    NO_SPELLING_HELP = "no_spelling_help"
    # pages, lists and links of the site
    NO_SUCH_PAGE = "no_such_page"  # the kind of page
    NOT_LISTED = "not_listed"  # in a list that is there
    LIST_TOO_SHORT = "list_too_short"
    NO_GROUPS = "no_groups"
    NOT_MARKED = "not_marked"  # as to be done online
    NO_LINK = "no_link"  # what it should say, or where it should lead
    NO_SUCH_FORM = "no_such_form"  # what for
    NOT_MOBILE = "not_mobile"
    NO_FOREIGN_LANGUAGE = "no_foreign_language"
    NOT_USED = "not_used"  # the tool: chat, translator, search of others
    # the rest
    NOTHING_TO_COUNT = "nothing_to_count"
    NOT_SEEN = "not_seen"  # why
    BY_HAND = "by_hand"  # a person decided so
    BELOW_STEP = "below_step"  # none of the others
