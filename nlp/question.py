"""A question and what was understood of it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nlp.question_directives import AskedDirective, find_directive
from nlp.question_english import english_terms, is_english
from nlp.question_periods import AskedPeriod, dated, find_periods, since
from nlp.question_places import AskedPlace, PlaceNames, only_says_where, whole_places
from nlp.question_places_unknown import unknown_places, unresolved_places
from nlp.question_roles import role_asked
from nlp.question_slips import guess, mend
from nlp.question_wants import Wants, find_wants
from nlp.question_words import Cue, Reading, StoreWords, Term, patterns, terms
from nlp.shadow import bare

WANTS = (
    "value", "list", "places", "items", "compare", "extreme", "trend", "gap", "conflict", "directive",
    "statement", "mentioned", "refuse",
)  # fmt: skip

LONGEST = 2000
"""Characters of a question that are read."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound in a question: `trên 90%` is `over`, 90, `%`."""

    comparator: str
    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks, as far as its words say.

    Attributes:
        text: as given.
        read: as read: slips mended; all places in the question refer to it.
        language: `vi` or `en`.
        wants: what is asked for, one of `WANTS`.
        yesno: whether yes or no is asked.
        places: the places named, in order.
        levels: administrative levels asked for (`huyện nào`), `any`, `unit` or `organisation`.
        terms: the content words that are left, with all their wordings.
        indicator: those words as typed.
        role: `result`, `target`, `assigned`, or None when either will do.
        status: `met`, `missed`, or None.
        periods: the periods named, in EDTF.
        directive: the governing document asked for or by.
        threshold: a bound that figures must keep.
        numbers: other numbers stated in the question.
        percents: those of them that were typed as percentages.
        extreme: `max`, `min`, or None.
        unit: the unit asked for (`%`, `đồng`, `điểm %`, `hạng`), or None.
        counted: the words after `bao nhiêu`.
        refusal: `why`, `opinion`, `forecast`, or None.
        cues: names of all cues that were found.
        parts: the questions that it asks at once, when they are several.
    """

    text: str
    read: str
    language: str
    wants: str
    yesno: bool = False
    places: tuple[AskedPlace, ...] = ()
    levels: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    indicator: str | None = None
    role: str | None = None
    status: str | None = None
    periods: tuple[AskedPeriod, ...] = ()
    directive: AskedDirective | None = None
    threshold: Threshold | None = None
    numbers: tuple[float, ...] = ()
    percents: tuple[float, ...] = ()
    extreme: str | None = None
    unit: str | None = None
    counted: str | None = None
    refusal: str | None = None
    cues: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()

    @property
    def indicators_asked(self) -> bool:
        """Whether it asks which targets or indicators."""
        return "indicators" in self.cues

    @property
    def english(self) -> bool:
        """Whether the answer is to be in English."""
        return self.language == "en"


_NUMBER = re.compile(
    r"(?<![\w/.,])(?P<v>\d+(?:[.,]\d+)*)(?![\w/]|[.,]\d| (?:thang|months?)(?!\w))"
    r"(?P<u>\s*(?:%|phan tram|percent))?"
    r"(?:\s*(?P<s>nghin ty|nghin|ngan|trieu|ty|million|billion|thousand)(?!\w| le\b| trong\b))?"
)
_SCALES = {
    "nghin ty": 1e12,
    "nghin": 1e3,
    "ngan": 1e3,
    "trieu": 1e6,
    "ty": 1e9,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
}
_AGE = Cue(
    r"(?:từ |đủ |dưới |trên )?\d+ (?:tuổi|year|tháng|month)|mức(?: độ)? \d(?![\d.,%])|cấp [123](?![\d.,%])"
    r"|level[- ]\d|bước \d|\d[gG](?!\w)"
)


def numeral(text: str, english: bool = False) -> float:
    """A number as a question writes it: `84,6`, `1.239`, in English `84.6`, `1,239`.

    Example:
        >>> numeral("1.239"), numeral("84,6"), numeral("84.6", english=True)
        (1239.0, 84.6, 84.6)
    """
    if english:
        return float(text.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        return float(text.replace(".", "").replace(",", "."))
    return (
        float(text.replace(",", "."))
        if text.count(",") + text.count(".") < 2
        else float(re.sub(r"[.,]", "", text))
    )


def parse(
    text: str, names: PlaceNames | None = None, today: str | None = None, words: StoreWords | None = None
) -> Question:
    """Understand a question.

    Args:
        text: as typed, in any spelling.
        names: the places that the documents know; they win over all others of the country.
        today: ISO date, for `năm nay` and the like; without it they are left open.
        words: the words of the documents, for correcting slips.

    Example:
        >>> parse("huyen nao chua dat chi tieu nao").status
        'missed'
    """
    original = text
    text = unicodedata.normalize("NFC", text)
    text = mend(re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()[:LONGEST])
    if words:
        text = guess(text, words) if not is_english(Reading(text)) else text
    reading = Reading(text)
    english = is_english(reading)
    found = names.find(reading) if names else []
    in_names = bytes(reading.used)
    for match in _named_source().finditer(reading):  # its date is not that of a figure
        reading.take(match.start(), match.end())
    periods = find_periods(reading, today)
    directive, by_number = find_directive(reading)
    found += whole_places(reading, names.places if names else [])
    wants = find_wants(reading, in_names)
    found += unknown_places(reading, names, words)
    found += unresolved_places(reading, names.places if names else [])
    threshold, numbers, percents = _numbers(reading, english)
    for place in found:  # `nhà ở Hướng Đạo` asks for houses there, not for housing
        if before := _PREPOSITION.search(reading.bare, 0, place.start):
            reading.take(before.start(), before.end())
    content = tuple(english_terms(reading) if english else terms(reading))
    places = tuple(sorted(found, key=lambda p: p.start))
    if {"change", "gap", "exceed"} & wants.cues and not {"trend", "compare"} & wants.cues:
        periods = [p for p in periods if not p.reference] or periods
        if "howmany" in wants.cues and "change" in wants.cues:
            periods = since(periods)
    periods = [
        p for p in periods if not _PUT_OFF.search(reading.bare[max(0, p.start - 20) : p.end])
    ] or periods
    periods = dated(periods, reading.bare)
    places = _outside_names(places, reading.bare)
    own = tuple(
        p for p in places if not any(o is not p and only_says_where(p, o, reading.bare) for o in places)
    )
    kind, yesno = _kind(wants, own, periods, directive, by_number, threshold, content)
    role = role_asked(wants, reading.bare)
    aims = role == "target" and kind == "value" and not yesno  # `phải xong bao nhiêu` tells of no success
    return Question(
        text=original,
        read=text,
        language="en" if english else "vi",
        wants=kind,
        yesno=yesno,
        places=places,
        levels=wants.levels,
        terms=content,
        indicator=" ".join(t.text for t in content) or None,
        role=role,
        status=None
        if aims
        else "missed"
        if "missed" in wants.cues
        else "met"
        if "met" in wants.cues
        else None,
        periods=tuple(periods),
        directive=directive,
        threshold=threshold,
        numbers=numbers,
        percents=percents,
        extreme=_extreme(wants, kind),
        unit=_unit(wants),
        counted=wants.counted,
        refusal=next((r for r in ("why", "opinion", "forecast") if r in wants.cues), None),
        parts=_parts(text) if kind in ("value", "trend") and not yesno else (),
        cues=wants.cues,
    )


_ROAD = re.compile(
    r"(?<!\w)(?:cao toc|tuyen|duong|duong sat|quoc lo|expressway|highway|railway)(?: [a-z]+){0,3} $"
)
_TO = re.compile(r"\s*[-–]\s*")


def _outside_names(places: tuple[AskedPlace, ...], plain: str) -> tuple[AskedPlace, ...]:
    """The places without those that a road is called by (`cao tốc Ninh Bình - Hải Phòng qua Thái Bình`)."""
    named: set[int] = set()
    for one, other in pairwise(places):
        if _TO.fullmatch(plain, one.end, other.start) and _ROAD.search(plain, 0, one.start):
            named |= {one.start, other.start}
    rest = tuple(p for p in places if p.start not in named)
    return rest or places


@cache
def _named_source() -> Cue:
    return next(Cue(pattern) for name, pattern, _ in patterns("cues") if name == "named_source")


@cache
def _bounds() -> list[tuple[str, Cue]]:
    return [(name, Cue(rf"(?<!\w){pattern}")) for name, pattern, _ in patterns("bounds")]


def _numbers(
    reading: Reading, english: bool
) -> tuple[Threshold | None, tuple[float, ...], tuple[float, ...]]:
    """The bound of a question, its other numbers, and those of them that are percentages."""
    threshold = None
    for name, cue in _bounds():
        for match in cue.finditer(reading):
            if any(reading.used[match.start("v") : match.end("v")]):
                continue
            if _AGE.search(Reading(reading.text[match.start() : match.end() + 6])):
                continue
            if threshold is None:
                scale = re.match(
                    r"\s*(nghin ty|nghin|ngan|trieu|ty)(?!\w| le\b| trong\b)", reading.bare[match.end() :]
                )
                unit = (
                    "%"
                    if match["u"]
                    else "đồng"
                    if scale and re.search(r"dong", reading.bare[match.end() :][:20])
                    else None
                )
                value = numeral(match["v"], english) * (_SCALES[scale[1]] if scale else 1)
                threshold = Threshold(name, value, unit)
                reading.take(match.start(), match.end() + (scale.end() if scale else 0))
    numbers, percents = [], []
    skip = [(m.start(), m.end()) for m in _AGE.finditer(reading)]
    for match in _NUMBER.finditer(reading.bare):
        if any(reading.used[match.start() : match.end()]) or any(a <= match.start("v") < b for a, b in skip):
            continue
        numbers.append(numeral(match["v"], english) * _SCALES.get(match["s"] or "", 1))
        if match["u"]:
            percents.append(numbers[-1])
        reading.take(match.start(), match.end("u") if match["u"] else match.end("v"))
    return threshold, tuple(numbers), tuple(percents)


_PREPOSITION = re.compile(
    r"(?<!\w)(?:(?:o|tai|cua|tren|khap|in|of)\s+)?(?:o|tai|cua|in|of|tren|khap|toan|dia ban)\s+$"
)
# `phải để sang năm sau`: the time to which something was put off is not the one that is asked about.
_PUT_OFF = re.compile(
    r"(?<!\w)(?:(?:de|day|chuyen|lui|don|doi|keo) sang|pushed (?:back )?to|put off (?:to|until)"
    r"|postponed (?:to|until)|moved to) [^,;?]*$"
)
_HOW_MANY = Cue(
    r"(?<!\w)(?:bao nhiêu|mấy|how many|how much"
    r"|(?:by )?what (?:share|percentage|percent|proportion|amount))(?!\w)"
)
_AND = Cue(r"(?<!\w)(?:và|còn|and)(?= )|[;,](?= )")
_MOST_ASKED = 5
"""Numbers asked for at once, beyond which a question is no longer taken apart."""


def _parts(text: str) -> tuple[str, ...]:
    """A question cut where it asks for another number: `có mấy xã và bao nhiêu thôn?`."""
    reading = Reading(text)
    asked = list(_HOW_MANY.finditer(reading))
    if not 2 <= len(asked) <= _MOST_ASKED:
        return ()
    parts, start = [], 0
    for one, other in pairwise(asked):
        cuts = [m for m in _AND.finditer(reading) if one.end() <= m.start() <= other.start()]
        cuts = [m for m in cuts if m[0] not in ",;"] or cuts
        if not cuts:
            return ()
        parts.append(text[start : cuts[-1].start()].strip())
        start = cuts[-1].end()
    return (*parts, text[start:].strip())


def _extreme(wants: Wants, kind: str) -> str | None:
    for name, cues in (
        ("max", ("extreme_max", "more")),
        ("min", ("extreme_min", "less")),
        ("max", ("extreme_any", "more")),
    ):
        if cues[0] in wants.cues or (kind == "extreme" and cues[1] in wants.cues):
            return name
    return None


def _unit(wants: Wants) -> str | None:
    if "points" in wants.cues:
        return "điểm %"
    if "percent" in wants.cues:
        return "%"
    if "rank" in wants.cues:
        return "hạng"
    return "đồng" if "money" in wants.cues else None


# Targets that are counted (`vượt bao nhiêu chỉ tiêu`), from which nothing lies any way off.
_TARGETS = re.compile(r"(?:chi tieu|muc tieu|tieu chi|nhiem vu)(?!\w)")


def _kind(
    wants: Wants,
    places: tuple[AskedPlace, ...],
    periods: list[AskedPeriod],
    directive: AskedDirective | None,
    by_number: bool,
    threshold: Threshold | None,
    content: tuple[Term, ...],
) -> tuple[str, bool]:
    """What is wanted, and whether as yes or no. The order is that of how sure each cue is."""
    cues = wants.cues
    asks_which = bool(wants.levels) or wants.indicators
    told_gap = {"gap", "howmany", "points"} <= cues and not any(p.reference for p in periods)
    yesno = "yesno" in cues and not asks_which and "howmany" not in cues and "statement" not in cues
    if {"why", "opinion", "forecast"} & cues and "statement" not in cues:
        return "refuse", False
    if "directive_first" in cues and not {"howmany", "yesno"} & cues:
        return "directive", False
    if "directive_asked" in cues and "yesno" not in cues:  # `which decision fixed how many …`
        return "directive", False
    if directive and by_number and "directive_about" in cues:  # `Công văn 12 nói về việc gì`
        return "directive", False
    if "statement" in cues:
        return "statement", False
    most = bool({"extreme_max", "extreme_min", "extreme_any"} & cues)  # `chương trình nào tăng nhiều nhất`
    which = "directive_which" in cues and directive is None and not most
    if which and "howmany" not in cues and not wants.levels:
        return "directive", False
    if directive and ("directive_number" in cues or (by_number and not {"howmany", "yesno"} & cues)):
        return "directive", False
    stated = "conflict" in cues and "yesno" in cues and "added" in cues
    if stated or ("conflict" in cues and ("sources" in cues or ("compare" in cues and len(places) < 2))):
        return "conflict", yesno
    if (
        "directive_which" in cues
        and directive
        and not most
        and not ("howmany" in cues or wants.indicators or wants.levels)
    ):
        return "directive", False
    if yesno:
        return "value", True
    extreme = bool({"extreme_max", "extreme_min", "extreme_any"} & cues)
    either = len(places) > 1 and (asks_which or "items" in cues or "either" in cues)
    extreme = extreme or (either and bool({"more", "less"} & cues) and "howmany" not in cues)
    both = "and_target" in cues and {"target", "target_strong"} & cues and len(places) < 2 and not asks_which
    if "trend" in cues or both or (len(periods) > 1 and not (extreme or told_gap) and len(places) < 2):
        return "trend", False
    stretch = any("/" in p.edtf and len(p.edtf) == 9 for p in periods)
    if stretch and "change" in cues and not asks_which and not {"howmany", "target"} & cues and not extreme:
        return "trend", False
    planned = {"target_strong", "change"} <= cues and "missed" not in cues
    climbed = {"rank", "change"} <= cues
    counts = "gap" in cues and _TARGETS.match(bare(wants.counted or "")) is not None
    if {"gap", "points"} & cues and "howmany" in cues and not (planned or climbed or counts):
        return "gap", False
    if extreme and (asks_which or "howmany" not in cues):
        return "extreme", False
    if "places_named" in cues and wants.levels and not wants.indicators:
        return "mentioned", False
    if wants.levels and not ("howmany" in cues and not wants.indicators and "statement" not in cues):
        return "places", False
    if (
        wants.levels
        and "howmany" in cues
        and ("missed" in cues or "met" in cues)
        and "any" not in wants.levels
    ):
        return "places", False
    if "and_which" in cues and "howmany" in cues:
        return "items", False
    if wants.indicators:
        return "list", False
    named = [p for p in places if not p.whole or len(places) > 1]
    if len(named) > 1:
        return "compare", False
    if "howmany" in cues or threshold or {"percent", "rank", "money"} & cues:
        return "value", False
    if "items" in cues:
        return "items", False
    return "value", False
