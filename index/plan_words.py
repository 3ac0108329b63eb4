"""What a text says of a number and the plan it belongs to, in the words around it: `vượt 61,2% dự toán`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nlp.shadow import bare, shadow

if TYPE_CHECKING:
    from index.facttable import FactTable

Row = dict[str, Any]

_PLAN = (
    r"(?:kế hoạch|kh|dự toán|chỉ tiêu|mục tiêu|(?:mức|số|con số) (?:được )?giao|nghị quyết|yêu cầu|nhiệm vụ"
    r"|(?:được )?giao)"
)
_LEAD = re.compile(
    r"(?<!\w)(?:(?P<share>đạt|bằng|hoàn thành|tương đương|được|tương ứng)|(?P<over>vượt|cao hơn"
    r"|nhỉnh hơn|hơn|tăng)"
    r"|(?P<under>hụt|thấp hơn|kém|thiếu|còn thiếu|ít hơn|dưới))(?: (?:tới|đến|khoảng|gần|xấp xỉ|trên|hơn"
    r"|chỉ))*[ :(]*$"
)
_OF_PLAN = re.compile(rf"^ ?%?(?: [^\W\d_]+){{0,2}}? ?(?:so với |của )?(?:[^\W\d_]+ ){{0,3}}?{_PLAN}(?!\w)")
_NUMBER_NEXT = re.compile(r"(?: (?:là|đề ra|giao|đặt ra))* ?[:(]? ?\d+(?:,\d+)? ?%")
_PLAN_AHEAD = re.compile(
    rf"(?<!\w)(?:so với|vượt|hụt|kém|thấp hơn|cao hơn) (?:[^\W\d_]+ ){{0,3}}?{_PLAN}[^.;\d]{{0,30}}$"
)
# A margin told behind its plan (`vượt kế hoạch 3 xã`).
_MARGIN_AHEAD = re.compile(
    r"(?<!\w)(?:(?P<over>vượt|cao hơn|nhiều hơn)|hụt|thấp hơn|kém|thiếu|ít hơn)(?: so với)?"
    rf" (?:[^\W\d_]+ ){{0,2}}?{_PLAN}(?: [^\W\d_]+){{0,3}} ?$"
)
_BESIDE, _NEXT = (
    90,
    3,
)  # how far behind a number its share of the plan stands, and how many numbers are looked at
_BEHIND = 110  # how far behind a number it is told who gave what it is held against


@dataclass(frozen=True, slots=True)
class Held:
    """A number held against a plan.

    Attributes:
        met: whether the plan was reached.
        over: whether it was passed.
        share: whether it is told as a share of the plan, not as what lies over or under it.
        row: the figure that tells it.
    """

    met: bool
    over: bool
    share: bool
    row: Row


def plan_told(table: "FactTable", i: int, asked: str = "") -> Held | None:
    """What is told of a figure and its plan, by itself or by the numbers right behind it.

    Args:
        table: the facts.
        i: the figure, as its place in the table.
        asked: the question; a plan that somebody else gave than it names tells nothing.
    """
    row = table.figures[i]
    for other in (row, *_behind(table, row)):
        told = held_against(table, other)
        if told is not None and not other_giver(table, other, asked):
            return told
    return None


def _behind(table: "FactTable", row: Row) -> Iterator[Row]:
    start, last = table.sentence(row)[1], row["end"]
    for other in table.figures[row["_at"] + 1 : row["_at"] + 1 + _NEXT]:
        near = other["doc"] == row["doc"] and other["start"] - last <= _BESIDE
        if not near or table.sentence(other)[1] != start:
            return
        gap = table.sources[row["doc"]].text[last : other["start"]]
        if ";" in gap or re.search(r"[^\W\d_]{2}[^,;]*, [^\W\d_]+ [^\W\d_]+ [^\W\d_]+ [^\W\d_]+ [^,]*$", gap):
            return  # another thing begins
        yield other


def held_against(table: "FactTable", row: Row) -> Held | None:
    """What the words around a number say of it and its plan; None when they say nothing."""
    if row.get("role") in ("target", "assigned"):
        return None
    lead = _LEAD.search(_before(table, row)) or _MARGIN_AHEAD.search(_before(table, row))
    if lead is None:
        return None
    of_plan = _OF_PLAN.match(_after(table, row))
    ahead = _plan_ahead(table, row)
    if lead.groupdict().get("share"):
        if row.get("unit") != "%" or not (of_plan or ahead):
            return None
        if of_plan and _NUMBER_NEXT.match(_after(table, row)[of_plan.end() :]):
            return None  # `46,2% so với yêu cầu 60%` is no share of it
        return Held(row["value"] >= 100, row["value"] > 100, True, row)
    if not of_plan and not ahead:
        return None
    return Held(bool(lead["over"]), bool(lead["over"]), False, row)


def _plan_ahead(table: "FactTable", row: Row) -> bool:
    """Whether the plan is named before the number (`so với dự toán tỉnh giao mới bằng 86%`)."""
    return _PLAN_AHEAD.search(_before(table, row)) is not None


def _before(table: "FactTable", row: Row) -> str:
    """The words before a number, back to the number or the sign before."""
    text = shadow(table.sources[row["doc"]].text[max(0, row["start"] - 60) : row["start"]])
    return re.split(r"[.;\n]|\d", text)[-1]


def _after(table: "FactTable", row: Row) -> str:
    return shadow(table.sources[row["doc"]].text[row["end"] : row["end"] + 70]).split("\n")[0]


def other_giver(table: "FactTable", row: Row, asked: str) -> bool:
    """Whether what a figure is held against was given by another than the question names."""
    wanted = givers(bare(shadow(asked)))
    if not wanted:
        return False
    if _plan_ahead(table, row):
        told = givers(bare(_before(table, row)))
        return bool(told) and not told & wanted
    text = table.sources[row["doc"]].text[row["end"] : row["end"] + _BEHIND]
    behind = table.figures[row["_at"] + 1 : row["_at"] + 3]
    ends = [f["start"] - row["end"] for f in behind if f["doc"] == row["doc"] and f.get("role") != "target"]
    told = givers(bare(shadow(re.split(r"[.;\n](?!\d)", text[: min([*ends, len(text)])])[0])))
    return bool(told) and not told & wanted


_GIVEN = re.compile(
    r"(?<!\w)(?:(?:chi tieu|ke hoach|du toan|muc tieu|muc|so) (?:ma |do |cua |duoc )?(?P<before>(?:ubnd "
    r"|hdnd )?"
    r"(?:thu tuong(?: chinh phu)?|trung uong|tinh uy|tinh|huyen|xa|thanh pho|bo [a-z]+|chinh phu"
    r"|tw))(?: \w+){0,3}? (?:giao|de ra|dat)"
    r"|(?P<party>thu tuong|tinh uy|huyen uy|dai hoi|trung uong|tw)|(?P<giver>tinh|huyen|xa|trung uong"
    r"|thu tuong) (?:da )?giao)(?!\w)"
)


def givers(words: str) -> frozenset[str]:
    """Who gave a plan, as words without accents name them: `tỉnh`, `huyện`, `thủ tướng`, `đảng` …"""
    out = set()
    for match in _GIVEN.finditer(words):
        name = next(g for g in match.groups() if g)
        name = re.sub(r"^(?:ubnd|hdnd) ", "", name).replace(" chinh phu", "").replace("tw", "trung uong")
        out.add(
            {"tinh uy": "dang", "huyen uy": "dang", "dai hoi": "dang", "chinh phu": "thu tuong"}.get(
                name, name
            )
        )
    return frozenset(out)


_LEAST = 0.4  # what part of a number its plan must be at least, or the other way round
_AIM = re.compile(rf"(?<!\w){_PLAN}(?: [^\W\d_]+){{0,5}} ?[:(]? ?$")


def aim_in_words(table: "FactTable", i: int) -> Row | None:
    """The number right behind a figure that is called a plan (`20.864 tỷ, vượt mục tiêu 19.000 tỷ`)."""
    row = table.figures[i]
    for other in table.figures[i + 1 : i + 1 + _NEXT]:
        if other["doc"] != row["doc"] or table.sentence(other)[1] != table.sentence(row)[1]:
            return None
        if _called(table, other) and other.get("unit") == row.get("unit") and _of_size(row, other):
            return other
    return None


def _of_size(row: Row, aim: Row) -> bool:
    """Whether a number is of the size of another, so that it is no margin (`56%, vượt chỉ tiêu 1%`)."""
    return bool(row["value"]) and _LEAST <= aim["value"] / row["value"] <= 1 / _LEAST


def called_plan(table: "FactTable", row: Row) -> bool:
    """Whether a number is told as the plan of one before it, not as what lies over or under one."""
    before = table.figures[max(0, row["_at"] - _NEXT) : row["_at"]]
    return any(aim_in_words(table, f["_at"]) is row for f in before)


def _called(table: "FactTable", row: Row) -> bool:
    text = shadow(table.sources[row["doc"]].text[max(0, row["start"] - 60) : row["start"]])
    return _AIM.search(re.split(r"[.;\n]|\d", text)[-1]) is not None


def off_scale(table: "FactTable", row: Row, aim: float) -> bool:
    """Whether a share of a plan would be held against the plan itself (`đạt 125% chỉ tiêu giao 1,5%`)."""
    told = row.get("unit") == "%" and held_against(table, row) is not None
    return told and not _of_size(row, {"value": aim})


_MARK = re.compile(r"(?<!\w)(?:mức|mốc|ngưỡng|so với)(?: [^\W\d_]+){0,2} ?$")
_GIVEN_BEHIND = re.compile(
    r" ?%?(?: [^\W\d_]+)? ?(?:mà |do |theo |được )?(?:thủ tướng|chính phủ|trung ương|ubnd|hđnd|tỉnh"
    r"|huyện|bộ|thành phố|nghị quyết)"
    r"(?: [^\W\d_]+){0,4}? ?(?:giao|đề ra|đặt ra|yêu cầu|ấn định)(?!\w)"
)


def told_as_aim(table: "FactTable", row: Row) -> bool:
    """Whether the words around a number call it what was set, whatever its role was taken for."""
    if _called(table, row) and not _LEAD.search(_before(table, row)):
        text = table.sources[row["doc"]].text
        before = _before(table, row)
        return row.get("unit") == "%" and _MARGIN_LEAD.search(before) is None and text[row["end"]] == "%"
    text = shadow(table.sources[row["doc"]].text[row["end"] : row["end"] + 70]).split("\n")[0]
    return _MARK.search(_before(table, row)) is not None and _GIVEN_BEHIND.match(text) is not None


_MARGIN_LEAD = re.compile(
    rf"(?<!\w)(?:vượt|hụt|kém|thấp hơn|cao hơn|thiếu|đạt|bằng|hoàn thành)(?: so với)? {_PLAN}"
)
