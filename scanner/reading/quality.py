"""What kind of answer a capture is: content, or a wall, an error, a shell; and whether it should be rendered."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.reading.drafts import Sheet
from scanner.reading.facts import CONTENT, Form, Quality, Region
from scanner.reading.reader import Reader
from scanner.reading.tree import Element, text_of

_NONE = 4  # words; not even a heading and a sentence
_FEW = 20  # words; a page with less says nothing by itself
_SHORT = 120  # words; walls and error pages have less
_NEAR_WORDS = 60
_LISTS = ("div", "ul", "ol", "table", "tbody", "section", "main")
_MARGINS = ("header", "footer", "nav")
_SOURCES = (
    "data-source",
    "data-api",
    "data-endpoint",
    "data-json",
    "data-feed",
    "data-src-json",
    "data-load",
    "ng-app",
)
_OPENING = 400  # characters
_MOST_SCRIPT_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of an answer when its quality is asked."""

    status: int
    truncated: bool
    rendered: bool
    title: str
    h1: str
    words: int
    forms: tuple[Form, ...]
    markup: str = ""


def why_script(root: Element, sheet: Sheet, answer: Answer, reader: Reader) -> str:
    """Return why a page should be rendered: mount, source, loading, noscript or little_text; empty where it need not be."""
    if answer.rendered or answer.status >= 400:
        return ""
    if _has_empty_source(root, answer.markup) or _has_told_box(root, answer.markup, reader):
        return "source"
    content = "\n".join(draft.text for draft in sheet.drafts if draft.region in CONTENT and len(draft.text) < 80)
    if content in reader.vocabulary.pattern("quality_loading"):
        return "loading"
    scripts = next(root.iter("script"), None) is not None
    if scripts and answer.words < _SHORT and _has_mount(root, reader):
        return "mount"
    if answer.words >= _NEAR_WORDS:
        return "component" if "component" in sheet.marks and answer.words < _SHORT else ""
    if scripts and answer.words < _FEW and "component" in sheet.marks:
        return "mount"
    few_links = sum(link.region in CONTENT for link in sheet.links) < 2
    if (few_links or answer.words < _FEW) and _says_needs_script(root, reader):
        return "noscript"
    asks = any(form.region in CONTENT for form in answer.forms)
    return "little_text" if scripts and answer.words < _NONE and few_links and not asks else ""


def _has_empty_source(root: Element, markup: str) -> bool:
    """Whether a list names where its entries come from, and has none yet."""
    asked = " or ".join(f"@{name}" for name in _SOURCES if name in markup)
    if not asked:
        return False
    found = root.xpath(f"//*[{asked}][not(normalize-space())]")
    return isinstance(found, list) and any(isinstance(box, type(root)) and box.tag in _LISTS for box in found)


def _has_told_box(root: Element, markup: str, reader: Reader) -> bool:
    """Whether an empty box tells a script by a data attribute what people or services to put there."""
    if " data-" not in markup or next(root.iter("script"), None) is None:
        return False
    told = reader.vocabulary.pattern("quality_told_box")
    empty = (box for box in root.iter(*_LISTS) if len(box) == 0 and not (box.text or "").strip())
    return any(_data_of(box) in told and next(box.iterancestors(*_MARGINS), None) is None for box in empty)


def _data_of(box: Element) -> str:
    """Return the data attributes of a box, each on a line."""
    told = ((str(name), str(value)) for name, value in box.items())
    return "\n".join(f"{name}={value}" for name, value in told if name.startswith("data-") and value)


def _has_mount(root: Element, reader: Reader) -> bool:
    """Whether an empty box waits for a script to draw the page into."""
    return any(
        "mount" in reader.names.of(f"{box.get('id', '')} {box.get('class', '')}".strip()) and not text_of(box).strip()
        for box in root.iter(*_LISTS)
    )


def _says_needs_script(root: Element, reader: Reader) -> bool:
    """Whether a <noscript> says that the page needs scripts; what only a map, a film or a translation needs does not matter."""
    needs, extra = reader.vocabulary.pattern("quality_needs_script"), reader.vocabulary.pattern("quality_extra_script")
    said = (text_of(element)[:_MOST_SCRIPT_TEXT] for element in root.iter("noscript"))
    return any(text in needs and text not in extra for text in said)


def quality_of(sheet: Sheet, answer: Answer, needs_script: str, reader: Reader) -> Quality:
    """Return what kind of answer was captured."""
    if answer.words < _SHORT and _is_bot_wall(sheet, answer, reader):
        return Quality.BOT_WALL
    if answer.status in (401, 407):
        return Quality.LOGIN
    if answer.status >= 400:
        return Quality.ERROR
    if answer.truncated:
        return Quality.INCOMPLETE
    if failed := _failed(sheet, answer, reader):
        return failed
    if _is_login(answer, reader):
        return Quality.LOGIN
    if _is_consent_wall(sheet, answer):
        return Quality.CONSENT_WALL
    if answer.words < _FEW and needs_script in ("mount", "noscript", "little_text"):
        return Quality.SHELL
    return Quality.EMPTY if not sheet.drafts and not sheet.links and not answer.forms else Quality.CONTENT


def _opening(sheet: Sheet, length: int) -> str:
    text = ""
    for draft in sheet.drafts:
        if draft.region in CONTENT:
            text += draft.text + "\n"
        if len(text) > length:
            break
    return text[:length]


def _is_bot_wall(sheet: Sheet, answer: Answer, reader: Reader) -> bool:
    wall = reader.vocabulary.pattern("quality_bot_wall")
    asked = "captcha" in sheet.marks and answer.words < _NEAR_WORDS
    said = "\n".join(draft.text for draft in sheet.drafts)[:_OPENING]  # a wall may look like a consent layer
    return (answer.title in wall or said in wall) and (asked or len(sheet.links) < 8)


def _failed(sheet: Sheet, answer: Answer, reader: Reader) -> Quality | None:
    said = [answer.title, answer.h1]
    if answer.words < _SHORT:
        said.append(_opening(sheet, 250))
    joined = " ".join(said)
    if joined in reader.vocabulary.pattern("quality_search_answer"):
        return None
    not_found = reader.vocabulary.pattern("quality_not_found")
    if any(text in not_found for text in said):
        return Quality.SOFT_404
    short = answer.words < _SHORT and any(text in reader.vocabulary.pattern("quality_failed") for text in said[:2])
    return Quality.ERROR if short else None


def _is_login(answer: Answer, reader: Reader) -> bool:
    wall = reader.vocabulary.pattern("quality_login_wall")
    if answer.words < _NEAR_WORDS and (answer.title in wall or answer.h1 in wall):
        return True
    asks = [form for form in answer.forms if any(field.kind == "password" for field in form.fields)]
    if answer.words >= _SHORT or not any(form.region in CONTENT for form in asks):
        return False
    said = [answer.title, answer.h1, *(button for form in asks for button in form.buttons)]
    return any(text in reader.vocabulary.pattern("quality_login") for text in said)


def _is_consent_wall(sheet: Sheet, answer: Answer) -> bool:
    asked = sum(draft.words for draft in sheet.drafts if draft.region is Region.CONSENT)
    around = sum(link.region is not Region.CONSENT for link in sheet.links)
    return asked > 10 and answer.words < _FEW and around < 4
