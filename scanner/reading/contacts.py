"""Who can be reached on a page: persons, offices, switchboards."""

from __future__ import annotations

import re

from scanner.reading.contact_atoms import Atom, Atoms
from scanner.reading.contact_groups import Groups
from scanner.reading.contact_names import spellings, surname_of
from scanner.reading.contact_people import Someone, people_of
from scanner.reading.drafts import Draft
from scanner.reading.facts import CONTENT, Contact, Region, Section
from scanner.reading.lines import Lines
from scanner.reading.mails import Mails
from scanner.reading.names import Names
from scanner.reading.tree import Paths
from scanner.reading.vocabulary import Vocabulary, plain

_READ = CONTENT | {Region.FOOTER}
_MOST = 300
_LONGEST = 300
_LONGEST_TASK = 120
_WORDS = 6  # of a task between commas
_PART = re.compile(r"\s*[,;|•·()/]\s*|\s[–-]\s")
_SHORT_SECTION = 60  # words; a longer one is about more than its contact
SCRIPTED = "(script)"  # a mail address that only a script knows


class ContactReader:
    """Finds contacts by the expressions of a criteria set."""

    def __init__(self, vocabulary: Vocabulary, names: Names, mails: Mails) -> None:
        self._names = names
        self._atoms = Atoms(vocabulary, mails)
        self._no_task = vocabulary.pattern("contact_not_task")
        self._salutation = vocabulary.pattern("contact_salutation")
        self._role = vocabulary.pattern("contact_role")
        self._task = vocabulary.pattern("contact_task")
        self._one_thing = vocabulary.pattern("contact_one_thing")
        self._plain_heading = vocabulary.pattern("contact_plain_heading")
        self._role_mail = vocabulary.pattern("contact_role_mail")
        self._central_mail = vocabulary.pattern("contact_central_mail")
        self._switchboard = vocabulary.pattern("contact_switchboard")
        self._unit, self._no_unit = vocabulary.pattern("value_unit"), vocabulary.pattern("unit_not")

    def read(self, drafts: list[Draft], sections: tuple[Section, ...], paths: Paths) -> tuple[Contact, ...]:
        """Return the contacts of a page in reading order."""
        lines = Lines([draft for draft in drafts if draft.region in _READ], sections, paths, apart=True)
        if not lines.drafts:
            return ()
        groups = Groups(self._names, self._no_task, self._one_thing)
        people = {draft.element for draft in lines.drafts if "person" in self._names.of(draft.element.get("class", ""))}
        atoms = self._atoms.find(lines, groups, people)
        found = [self._contact(someone, lines) for someone in people_of(atoms, lines, groups)]
        return tuple(contact for contact in found if contact is not None)[:_MOST]

    def _contact(self, someone: Someone, lines: Lines) -> Contact | None:
        text = lines.text[someone.start : someone.end]
        name, phone, mail = someone.name, someone.phone, someone.mail
        if name is not None and phone is None and mail is None and not someone.boxed:
            return None  # a person that the text only speaks of
        draft = lines.drafts[someone.first.line]
        unit = self._unit_in(text) or self._unit_in(" ".join(lines.headings(draft)))
        called = name.text if name is not None else ""
        return Contact(
            self._kind(someone, unit, text),
            called,
            self._role_in(text, lines, draft),
            self._task_in(someone, unit, lines) if name is not None else "",
            unit,
            phone.text if phone is not None else "",
            phone.phone_kind if phone is not None else "",
            (mail.text or SCRIPTED) if mail is not None else "",
            self._mail_kind(mail.text, called) if mail is not None else "",
            draft.region,
            lines.path(draft),
            draft.section,
            " ".join(text.split())[:_LONGEST],
        )

    def _kind(self, someone: Someone, unit: str, text: str) -> str:
        if someone.name is not None:
            return "person"
        main_number = someone.phone is not None and someone.phone.phone_kind == "switchboard"
        own_mail = someone.mail is not None and someone.mail.text.partition("@")[0] not in self._central_mail
        central = not own_mail and not unit and (main_number or text in self._switchboard)
        return "switchboard" if central else "office"

    def _unit_in(self, text: str) -> str:
        for held, _ in self._unit.all_held(text):
            name = held.partition("\n")[0].strip(" ,-–:/")
            if name not in self._no_unit:
                return name
        return ""

    def _role_in(self, text: str, lines: Lines, draft: Draft) -> str:
        return self._role.held(text) or self._role.held(next(lines.headings(draft), ""))

    def _task_in(self, someone: Someone, unit: str, lines: Lines) -> str:
        """Return what a person is there for: what a sentence says, a line or cell of its own, or the heading above."""
        text = lines.text[someone.start : someone.end]
        if said := self._task.held(text).strip():
            return said[:_LONGEST_TASK]
        told = {atom.line for atom in (someone.name, someone.phone, someone.mail) if atom is not None}
        for at in range(lines.index_at(someone.start), lines.index_at(max(someone.end - 1, someone.start)) + 1):
            if lines.drafts[at].kind in ("heading", "label"):
                continue
            start, end = lines.span(at)
            line = lines.text[max(start, someone.start) : min(end, someone.end)]
            for part in _PART.split(line)[1:] if at in told else [line]:
                if self._is_task(part.strip(" ,;:()"), unit, short=at in told):
                    return part.strip(" ,;:()")
        return self._task_above(lines, lines.drafts[someone.first.line], someone.name)

    def _is_task(self, text: str, unit: str, *, short: bool) -> bool:
        """Whether a line, or a part of one between commas (`short`), says what somebody is there for."""
        if not 3 < len(text) <= _LONGEST_TASK or text == unit or text in self._no_task or self._role_only(text):
            return False
        return not short or (text[0].isupper() and len(text.split()) <= _WORDS and text not in self._salutation)

    def _role_only(self, line: str) -> bool:
        return len(self._role.held(line)) > len(line) - 4

    def _task_above(self, lines: Lines, draft: Draft, name: Atom | None) -> str:
        """Return the heading above, where it is a topic and not the person or the office."""
        at = draft.section
        while at >= 0 and name is not None and name.text in lines.sections[at].heading:
            at = lines.sections[at].parent
        if at < 0:
            return ""
        section = lines.sections[at]
        topic = section.level > 1 and section.words < _SHORT_SECTION and section.heading not in self._plain_heading
        named = section.heading in self._no_task or self._unit_in(section.heading) == section.heading
        return section.heading if topic and not named and section.heading not in self._salutation else ""

    def _mail_kind(self, address: str, name: str) -> str:
        """Return whether a mailbox is a person's or an office's."""
        local, _, host = address.partition("@")
        if name and any(spelling in plain(local) for spelling in spellings(surname_of(name))):
            return "personal"
        if not local or local in self._role_mail:
            return "role"
        if re.match(r"[^\W\d_]+[._-][^\W\d_]{2,}", local):
            return "personal"
        return "personal" if name and local not in host else "role"
