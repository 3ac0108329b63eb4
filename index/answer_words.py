"""How answers are worded: numbers, periods, places and sources in Vietnamese and in English."""

import re
from collections.abc import Sequence

from index.facttable import FactTable, Row
from nlp.question import Question
from nlp.question_english import in_english
from nlp.question_periods import bounds
from nlp.question_places import name_of
from nlp.shadow import shadow

_COMPARATORS = {
    "vi": {
        "about": "khoảng ", "nearly": "gần ", "over": "hơn ", "under": "dưới ", "at_least": "tối thiểu ",
        "at_most": "tối đa ",
    },
    "en": {
        "about": "about ", "nearly": "nearly ", "over": "more than ", "under": "under ",
        "at_least": "at least ",
        "at_most": "at most ",
    },
}  # fmt: skip
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_TYPES_EN = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thành phố": "city", "thị xã": "town",
    "xã": "commune", "phường": "ward", "thị trấn": "township", "đặc khu": "special zone", "thôn": "village",
    "buôn": "village", "ấp": "hamlet", "bản": "village", "làng": "village",
}  # fmt: skip


def number(value: float, english: bool = False) -> str:
    """A number as the language writes it.

    Example:
        >>> number(1239), number(84.6), number(84.6, english=True)
        ('1.239', '84,6', '84.6')
    """
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if not float(value).is_integer() else f"{value:,.0f}"
    return text if english else text.translate(str.maketrans(",.", ".,"))


CURRENCIES = frozenset(
    {"đồng", "USD", "EUR", "JPY", "CNY", "đô la Mỹ", "đô la", "euro", "yên", "nhân dân tệ"}
)


def money(value: float, english: bool = False, currency: str = "đồng") -> str:
    """An amount in the unit people use for its size.

    Example:
        >>> money(2.5e9, currency="USD"), money(38e6), money(38e6, english=True)
        ('2,5 tỷ USD', '38 triệu đồng', '38 million dong')
    """
    name = "dong" if english and currency == "đồng" else currency
    for size, vi, en in ((1e9, "tỷ", "billion"), (1e6, "triệu", "million")):
        if abs(value) >= size:
            return f"{number(round(value / size, 6), english)} {en if english else vi} {name}"
    return f"{number(value, english)} {name}"


def quantity(row: Row, english: bool = False, bare: bool = False) -> str:
    """A figure's value with comparator and unit: `gần 4.100 đối tượng`, `xấp xỉ 97%`, `13/15 chỉ tiêu`."""
    value, unit = row["value"], row.get("unit")
    sign = "" if bare else _comparator(row, english)
    if unit in CURRENCIES:
        top = (
            f"{'–' if english else ' đến '}{money(row['value_max'], english, unit)}"
            if row.get("value_max") is not None
            else ""
        )
        return f"{sign}{money(value, english, unit)}{top}"
    if unit and unit.startswith("đồng/"):  # `71 triệu đồng/người`
        each = unit.removeprefix("đồng/")
        return f"{sign}{money(value, english)}{_each(each) if english else '/' + each}"
    text = number(value, english)
    if row.get("numerator") is not None and row.get("denominator") is not None:
        text = f"{number(row['numerator'], english)}/{number(row['denominator'], english)}"
    elif row.get("value_max") is not None:
        text = (
            f"{text}–{number(row['value_max'], english)}"
            if english
            else f"{text} - {number(row['value_max'])}"
        )
    if unit == "hạng":
        return f"{sign}{'rank' if english else 'hạng'} {text}"
    return f"{sign}{text}{_unit(unit, english, value == 1)}"


def _each(units: str) -> str:
    """`người/năm` as ` per person per year`."""
    names = {"người": "person", "năm": "year", "tháng": "month", "ngày": "day", "hộ": "household"}
    return "".join(f" per {names.get(x, x)}" for x in units.split("/"))


def _comparator(row: Row, english: bool) -> str:
    if not english and row.get("_said"):
        return f"{row['_said']} "
    return _COMPARATORS["en" if english else "vi"].get(row.get("comparator") or "exact", "")


# What is counted most often, where the glossary has no plain word for it.
_COUNTED = {
    "điểm": "point", "người": "person", "chỉ tiêu": "target", "nhiệm vụ": "task", "mục tiêu": "goal",
    "tiêu chí": "criterion", "hồ sơ": "file", "xã": "commune", "hộ": "household", "vụ": "case",
    "bậc": "place", "lớp": "class", "thôn": "village", "trường": "school", "tổ": "group",
    "lượt người": "person", "lượt khách": "visitor", "thôn, xóm": "hamlet", "khoản thu": "revenue item",
}  # fmt: skip
_PLURALS = {"person": "people", "criterion": "criteria", "child": "children"}
_UNCHANGED = frozenset(
    {"people", "criteria", "children", "staff", "cattle", "livestock", "poultry", "tonnage"}
)
_PHRASE = re.compile(r" (?:of|with|in|for|at|on|who|that|under|meeting|to) ")


def _plural(noun: str) -> str:
    """Several of an English noun or noun phrase: `resident with health insurance` → `residents with …`."""
    cut = _PHRASE.search(noun)
    head, rest = (noun[: cut.start()], noun[cut.start() :]) if cut else (noun, "")
    start, _, last = head.rpartition(" ")
    if last in _UNCHANGED or (last.endswith("s") and not last.endswith("ss")):
        many = last
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        many = f"{last[:-1]}ies"
    else:
        many = _PLURALS.get(last) or last + ("es" if last.endswith(("s", "x", "ch", "sh")) else "s")
    return f"{start} {many}{rest}".strip()


def _unit(unit: str | None, english: bool, one: bool = False) -> str:
    if not unit:
        return ""
    if unit == "%":
        return "%"
    if unit == "điểm %":
        return " percentage points" if english else " điểm %"
    if english:
        known = _COUNTED.get(shadow(unit)) or in_english().get(shadow(unit))
        return f" {known if one else _plural(known)}" if known else f" {unit}"
    return f" {unit}"


def date(edtf: str, english: bool = False) -> str:
    """An ISO date, month or year in words: `22/11/2026`, `tháng 11/2024`, `năm 2024`."""
    parts = edtf.split("-")
    if len(parts) == 3:
        return (
            f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
            if english
            else f"{int(parts[2])}/{int(parts[1])}/{parts[0]}"
        )
    if len(parts) == 2:
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}" if english else f"tháng {int(parts[1])}/{parts[0]}"
    return edtf if english else f"năm {edtf}"


def period(edtf: str | None, english: bool = False) -> str:
    """A period in words; empty when there is none.

    Example:
        >>> period("2024-01/2024-06"), period("2024-07/2024-09", english=True)
        ('6 tháng đầu năm 2024', 'the third quarter of 2024')
    """
    if not edtf:
        return ""
    if edtf.startswith("XXXX") or bounds(edtf) is None:
        return edtf.replace("XXXX-", "")
    if "/" not in edtf:
        return date(edtf, english)
    first, last = edtf.split("/")
    low, high = first.split("-"), last.split("-")
    if len(low) == len(high) == 1:
        return f"{first}–{last}" if english else f"giai đoạn {first}-{last}"
    if len(low) == len(high) == 2 and low[0] == high[0]:
        a, b = int(low[1]), int(high[1])
        if a == 1 and b == 6:
            return f"the first half of {low[0]}" if english else f"6 tháng đầu năm {low[0]}"
        if (a, b) == (7, 12):
            return f"the second half of {low[0]}" if english else f"6 tháng cuối năm {low[0]}"
        if b - a == 2 and a % 3 == 1:
            ordinal = ("first", "second", "third", "fourth")[a // 3]
            return (
                f"the {ordinal} quarter of {low[0]}"
                if english
                else f"quý {('I', 'II', 'III', 'IV')[a // 3]}/{low[0]}"
            )
        if a == 1:
            return f"the first {b} months of {low[0]}" if english else f"{b} tháng năm {low[0]}"
    return (
        f"{date(first, english)} to {date(last, english)}"
        if english
        else f"từ {date(first)} đến {date(last)}"
    )


def place(label: str | None, english: bool = False) -> str:
    """A locality as the language writes it: `huyện Lập Thạch`, `Lập Thạch district`."""
    if not label:
        return ""
    if not english:
        return label
    out = []
    for one in label.split(";"):
        kind, name = name_of(one.strip())
        out.append(f"{name} {_TYPES_EN[kind]}" if kind in _TYPES_EN else one.strip())
    return ", ".join(out)


def source(table: FactTable, row: Row, english: bool = False) -> str:
    """Where a fact comes from: title, else publisher, else file, with the date when it is known."""
    doc = table.sources[row["doc"]]
    when = (
        date(doc.published, english) if doc.published and re.fullmatch(r"[\d-]{4,10}", doc.published) else ""
    )
    if doc.title:
        name = f"“{doc.title if len(doc.title) <= 90 else doc.title[:88].rsplit(' ', 1)[0] + '…'}”"
    elif doc.symbol or doc.publisher:
        name = doc.symbol or doc.publisher or ""
    else:
        name = doc.source.replace("\\", "/").rsplit("/", 1)[-1]
    if english:
        return f"according to {name}{f' ({when})' if when else ''}"
    return f"theo {name}{f' ({when})' if when else ''}"


# Words that join an indicator to what was cut off behind it.
_HANGING = re.compile(
    r"(?:[ ,;:]+(?:với|và|của|là|đạt|có|cho|ở|tại|trên|trong|được|bằng|so với|gồm|từ|để|do))+$"
)


# What opens the words of a target that an answer calls one itself.
_SETS_OUT = re.compile(r"^(?:đặt|đề ra|xác định) (?:mục tiêu|chỉ tiêu|kế hoạch) (?=\w)", re.IGNORECASE)
_NAMED_SOURCES = 3


def sources(table: FactTable, rows: Sequence[Row], english: bool = False) -> str:
    """Where some facts come from, each document once; of many the first three, and how many more."""
    told = list(dict.fromkeys(source(table, r, english) for r in rows))
    lead = "according to " if english else "theo "
    named = "; ".join([told[0], *(t.removeprefix(lead) for t in told[1:_NAMED_SOURCES])])
    more = len(told) - _NAMED_SOURCES
    if more <= 0:
        return named
    return f"{named}; and {more} more" if english else f"{named} và {more} văn bản khác"


_BREAKS_OFF = re.compile(r"( (?:chưa|không))$")
"""What is left of `chỉ tiêu chưa đạt` where the verb went to the number."""


def subject(row: Row, english: bool = False) -> str:
    """What a figure measures, as written, with quotes in an English answer.

    A capital that only began its sentence in the document is made small: `Tỷ lệ hộ nghèo`, not `Vĩnh Phúc …`.
    """
    words = _HANGING.sub("", (row.get("indicator") or row.get("unit") or "").strip())
    words = _SETS_OUT.sub("", words)
    if row.get("status") == "missed":
        words = _BREAKS_OFF.sub(r"\1 đạt", words)
    if english:
        return f"“{words}”"
    first, _, rest = words.partition(" ")
    only_begins = first[1:].islower() and rest[:1].islower()
    return words[:1].lower() + words[1:] if only_begins else words


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def where_when(row: Row, english: bool = False) -> str:
    """Place (or body) and period of a figure, as the beginning of a sentence."""
    where = place(row.get("locality"), english)
    body = row.get("organisation")
    if body and shadow(where) not in shadow(body):
        where = f"{body} ({where})" if where else body
    elif body:
        where = body
    when = period(row.get("period"), english)
    if english:
        return ", ".join(x for x in (where, when) if x)
    return ", ".join(x for x in (capital(when), where) if x)


def _aim(row: Row) -> Row:
    """What a result had to reach, as a figure."""
    return {"value": row["target_value"], "unit": row.get("unit")}


def state(table: FactTable, row: Row, q: Question, with_source: bool = True) -> str:
    """One figure as a sentence."""
    english = q.english
    head = where_when(row, english)
    words, amount = subject(row, english), quantity(row, english)
    role = row.get("role")
    tail = f" ({source(table, row, english)})" if with_source else ""
    aim = row.get("target_value")
    if english:
        verb = {"target": "the target for {s} is {a}", "assigned": "{s}: {a} set"}.get(role or "", "{s}: {a}")
        beside = f", against a target of {quantity(_aim(row), True)}" if aim is not None else ""
        status = {"missed": ", target missed", "met": ", target met"}.get(row.get("status") or "", "")
        return f"{head + ': ' if head else ''}{verb.format(s=words, a=amount)}{beside}{status}{tail}."
    beside = f" (chỉ tiêu {quantity(_aim(row))})" if aim is not None else ""
    status = {"missed": ", chưa đạt", "met": ", đạt"}.get(row.get("status") or "", "")
    shown = status if aim is not None or (q.yesno and q.status) else ""
    return capital(_sentence(row, words, amount)) + beside + shown + tail + "."


# Nouns of which one says that they are so much; other indicators stand before a colon.
_MEASURES = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|số|tổng|chỉ số|điểm|thu nhập|thu (?!hút|hồi|gom)|diện tích|sản lượng|giá trị"
    r"|vốn|kinh phí|nguồn|mức|độ|doanh thu|doanh số|quy mô|mật độ|dân số|tốc độ|dư nợ|nợ|kim ngạch|lượng|lượt"
    r"|khách|năng suất|thời gian|dự toán|kế hoạch vốn|bình quân|thứ hạng|tuổi)(?!\w)"
)


_TASKS = re.compile(r"(?:chỉ tiêu|mục tiêu|nhiệm vụ|tiêu chí|đầu việc)(?!\w)")
_SAYS_DONE = re.compile(r"(?<!\w)(?:hoàn thành|đạt|vượt|xong|chưa|không|còn)(?!\w)")
_GIVEN = re.compile(r"(?: được)? giao$")
# What was done with things, left without its `được`.
_DONE = re.compile(
    r"(?<! được)(?<! đã)( (?:kích hoạt|thành lập|cấp|triển khai|công nhận|giải quyết|tiếp nhận|đào tạo|hỗ trợ"
    r"|xây dựng|sửa chữa|khởi công|số hóa|trao tặng|phát))$"
)


def _sentence(row: Row, words: str, amount: str) -> str:
    """A figure in Vietnamese: `năm 2023, tỷ lệ … của huyện A là 62%`, `huyện A có 86 hộ nghèo`."""
    aim = "mục tiêu " if row.get("role") == "target" else ""
    when, where = period(row.get("period")), where_when(row | {"period": None})
    if len(row.get("period") or "") == len("2024-10-31") and "/" not in str(row["period"]):
        when = f"đến ngày {when}"
    head = f"{when}, " if when else ""
    unit, plain = shadow(row.get("unit") or ""), shadow(words)
    if where and (plain.startswith(unit + " ") or plain == unit) and unit[:1].isalpha():
        more = words[len(unit) :]
        has = "đặt mục tiêu có" if aim else "được giao" if row.get("role") == "assigned" else "có"
        more = _GIVEN.sub("", more) if row.get("role") == "assigned" else _DONE.sub(r" được\1", more)
        judged = row.get("denominator") and row.get("status") and _TASKS.match(plain)
        done = re.sub(r" (?:đã )?hoàn thành$", "", more)
        if judged and not _SAYS_DONE.search(shadow(done)):
            has, more = "hoàn thành", done
        for lead in ("ước đạt ", "ước "):
            if amount.startswith(lead):
                has, amount = f"ước {has}", amount.removeprefix(lead)
        return f"{head}{where} {has} {amount}{more}"
    if aim or _MEASURES.match(plain):
        of = f" của {where}" if where and shadow(where) not in plain else ""
        return f"{head}{aim}{words}{of} là {amount}"
    return f"{head}{where + ', ' if where else ''}{words}: {amount}"
