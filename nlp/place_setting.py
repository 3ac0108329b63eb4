"""What a document as a whole says about its places: when it was written, which order holds, its home."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.document import Document
from nlp.gazetteer import REFORM, TYPE_LEVELS, Gazetteer, Unit, gazetteer
from nlp.head import read_head
from nlp.place_names import PlaceName, data, place_names
from nlp.scanning import Scan
from nlp.shadow import shadow as shadow_of

_FULL_DATE = re.compile(
    r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)"
    r"|ngày (\d{1,2}) tháng (\d{1,2}),? năm ((?:19|20)\d\d)"
)
_YEAR = re.compile(
    r"(?:(đến|tới|hết|giai đoạn|tầm nhìn|định hướng|từ nay đến|kế hoạch|trước|sang|bước vào|mục tiêu|phấn đấu)"  # noqa: E501
    r"(?: (?:cuối|hết|đến|các))? )?(?:năm |tháng \d{1,2}[/-])((?:19|20)\d\d)(?!\s?-)(?! đến)"
)
_FULL_DATES, _YEARS = Scan(_FULL_DATE), Scan(_YEAR)
FORMER = re.compile(r"\s?\(?cũ\)?|\s?\(?trước đây|\s?trước khi (?:sáp|hợp)")
_OLD_KINDS = ("huyện", "thị xã", "quận", "thị trấn")


@dataclass(slots=True)
class Setting:
    """What a document as a whole says about the places it names.

    Attributes:
        date: ISO date, month or year it was written, as far as known.
        later: whether the order of July 2025 is in force in it.
        home: its province; None when the text shows none.
        typed: key → units that a typed mention of that name may mean.
        district: the district it is mostly about, where it is about one.
    """

    date: str | None
    later: bool
    home: Unit | None = None
    district: Unit | None = None
    typed: dict[str, list[Unit]] = field(default_factory=dict)


def written_on(document: Document, shadow: str, places: Sequence[PlaceName] = ()) -> tuple[str | None, bool]:
    """When a document was written and whether the order of July 2025 holds in it.

    The publication date decides; else the date in the head of a directive; else the latest day or
    year that the text tells as past. Without any of these the old order holds, unless the text
    itself speaks of the new one.

    Returns:
        `(date, later)`: an ISO date, month or year, or None; and the order.
    """
    if document.published:
        day = document.published[:10]
        return day, day >= REFORM[: len(day)] if len(day) > 4 else day > "2025"
    head = read_head(document.text, shadow)
    if head and head.date:
        return head.date, head.date >= REFORM
    latest = ""
    for match in _FULL_DATES.finditer(shadow):
        day, month, year = (match[1], match[2], match[3]) if match[3] else (match[4], match[5], match[6])
        before = shadow[max(0, match.start() - 12) : match.start()].rstrip().split(" ")[-1]
        if int(month) <= 12 and before not in ("trước", "đến"):
            latest = max(latest, f"{year}-{int(month):02}-{int(day):02}")
    years = [m[2] for m in _YEARS.finditer(shadow) if m[1] is None]
    date = max([latest, *years], key=lambda d: (d[:4], len(d))) or None
    old = sum(1 for p in places if p.kind in _OLD_KINDS)
    former = sum(1 for p in places if p.kind in _OLD_KINDS and FORMER.match(shadow, p.end))
    told = any(words in shadow for words in data()["later_order"])
    if old - former > 1 and not (told and latest >= REFORM):
        return date, False
    later = latest >= REFORM or (date or "") >= "2026" or (told and (date is None or date >= "2025"))
    if date and later and date < REFORM:
        date = REFORM
    return date, later


def _votes(
    document: Document, shadow: str, places: list[PlaceName], later: bool, names: Gazetteer
) -> dict[str, float]:
    """How much speaks for each province as the document's home, by uid."""
    votes: dict[str, float] = defaultdict(float)
    for words in (document.publisher, document.issuer, document.title):
        if words:
            for place in place_names(words, shadow_of(words)):
                for unit in place.units:
                    if unit.level == "province" and unit.of_2025 == later:
                        votes[unit.uid] += 3
    for place in places:
        if place.blocked or (place.before and place.before[0] in data()["surnames"]):
            continue
        fits = [u for u in place.units if u.of_2025 == later or u.uid[0] == "-"]
        provinces = [u for u in fits if u.level == "province" and place.kind in (None, u.type)]
        if provinces and (place.kind or not place.after):
            weight = (1.5 if place.kind else 1.0) + (1.0 if place.start < 400 else 0.0)
            votes[_home_uid(provinces[0])] += weight
            continue
        typed = [u for u in fits if u.type == place.kind] if place.kind else []
        if not typed and place.kind is None and place.start < 200 and " " in place.key:
            typed = [u for u in fits if u.level == "district"]
        # In order, since a set's order, and with it what wins a tie, differs from process to process.
        homes = dict.fromkeys(_home_uid(names.province(u)) for u in typed)
        for uid in homes:
            votes[uid] += (0.9 if typed[0].level == "district" else 0.5) / len(homes)
    return votes


def _home_uid(unit: Unit) -> str:
    return unit.code if unit.uid[0] == "-" else unit.uid


def setting_of(document: Document, shadow: str, places: list[PlaceName]) -> Setting:
    """Date, order, home province and main district of a document."""
    names = gazetteer()
    date, later = written_on(document, shadow, places)
    votes = _votes(document, shadow, places, later, names)
    setting = Setting(date, later)
    if votes:
        best, weight = max(votes.items(), key=lambda v: v[1])
        if weight >= 0.9:
            setting.home = names.unit(best)
    if not later and not document.published and _only_later(places, setting.home, names):
        setting.later, setting.date = True, date if date and date >= REFORM else REFORM
        if setting.home and (after := names.successor(setting.home)):
            setting.home = after
    if not later and (date is None) and any(p.key == "thừa thiên huế" for p in places):
        setting.date = "2024"
    known: dict[tuple[str, str], list[Unit]] = {}
    for place in places:
        if place.kind and not place.village:
            fits = known.get((place.kind, place.key))
            if fits is None:
                fits = known[place.kind, place.key] = fitting(place, setting, names)
            if fits:
                setting.typed.setdefault(place.key, []).extend(fits)
    if setting.home and not setting.later:
        counts: Counter[str] = Counter()
        for place in places:
            if not place.blocked and not place.village:
                near = [
                    u
                    for u in place.units
                    if u.level == "district"
                    and names.inside(u, setting.home)
                    and place.kind in (None, u.type)
                ]
                if near and not any(u.level == "province" for u in place.units if place.kind is None):
                    counts[near[0].uid] += 3 if place.start < 300 else 1
        if counts:
            uid, n = counts.most_common(1)[0]
            if n * 2 >= sum(counts.values()):
                setting.district = names.unit(uid)
    return setting


def _only_later(places: list[PlaceName], home: Unit | None, names: Gazetteer) -> bool:
    """Whether the communes named are those of July 2025, and no district is."""
    if any(p.kind in _OLD_KINDS for p in places):
        return False
    if any(p.kind == "đặc khu" for p in places):
        return True
    balance = 0
    for place in places:
        if place.kind in ("xã", "phường") and home is not None:
            fits = [
                u
                for u in place.units
                if u.type == place.kind and names.inside(u, names.successor(home) or home)
            ]
            orders = {u.of_2025 for u in fits}
            balance += 1 if orders == {True} else -1 if orders == {False} else 0
    return balance > 0


def fitting(place: PlaceName, setting: Setting, names: Gazetteer) -> list[Unit]:
    """The units a typed name may mean, the order in force and the home province first."""
    levels = TYPE_LEVELS.get(place.kind or "", ())
    fits = [u for u in place.units if u.level in levels]
    return sorted(
        fits,
        key=lambda u: (
            u.type != place.kind,
            not (setting.home and names.inside(u, setting.home)),
            u.of_2025 != setting.later,
            not alive(u, setting.date, names),
        ),
    )


def alive(unit: Unit, date: str | None, names: Gazetteer) -> bool:
    """Whether a unit existed in this form on a date, as far as dates are known."""
    if date is None:
        return unit.uid[0] != "-"
    if unit.of_2025:
        return date >= REFORM[: len(date)]
    return names.on(unit, date) is unit and (unit.until is None or date <= unit.until[: len(date)])
