"""What a question wants: the cues of every kind of question, Vietnamese and English."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.question_phrases import phrase_cues
from nlp.question_words import Cue, Reading, patterns
from nlp.shadow import bare

_LEVEL_WORDS = {
    "huyện": "district", "quận": "district", "thị xã": "district", "thành phố": "district",
    "tx": "district", "tp": "district", "tt": "commune",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune", "tỉnh": "province",
    "thôn": "village", "buôn": "village", "ấp": "village", "bản": "village", "làng": "village",
    "tổ dân phố": "village", "tỉnh thành": "province",
    "địa phương": "any", "nơi": "any", "địa bàn": "any", "đơn vị": "unit",
    "sở": "organisation", "ngành": "organisation", "phòng": "organisation", "cơ quan": "organisation",
    "sở ngành": "organisation", "bệnh viện": "organisation", "trung tâm y tế": "organisation",
    "trạm y tế": "organisation", "ban quản lý": "organisation", "ban quản lý dự án": "organisation",
}  # fmt: skip
_EN_LEVELS = {
    "district": "district", "city": "district", "town": "district", "commune": "commune", "ward": "commune",
    "township": "commune", "province": "province", "village": "village", "hamlet": "village", "place": "any",
    "locality": "any", "localitie": "any", "citie": "district", "department": "organisation",
    "agency": "organisation", "agencie": "organisation", "unit": "unit",
}  # fmt: skip
_EN = "|".join(_EN_LEVELS)
_L = "|".join(sorted(_LEVEL_WORDS, key=len, reverse=True))
_JOINED = (
    r"(?:quận huyện|huyện xã|xã phường|huyện thị xã|huyện thành phố|xã thị trấn|xã phường thị trấn|phường xã)"
)
_LEVEL = Cue(rf"(?<!\w)(?:{_L})(?!\w)")
_LEVEL_ASKED = Cue(
    rf"(?<!\w)(?<!văn )(?P<levels>(?:{_JOINED}|{_L})(?:(?:, | và | hay | hoặc |/)(?:{_JOINED}|{_L}))*)"
    r"(?: (?:của|thuộc|ở|trong|trực thuộc) [^?,;]{2,30}?)? (?:nào|mô)(?!\w)"
)
_LEVEL_FIRST = Cue(
    r"(?<!\w)(?:những|các|hai|ba|bốn|(?<!đầu )(?<!cuối )(?<!giữa )(?<!cả )(?<!trong )năm|mấy|2|3|4|5) "
    rf"(?P<levels>(?:{_L})(?:(?:, | và |/)(?:{_L}))*)[^?]{{0,60}}? nào(?!\w)"
)
# Units at the head of what is no question but tells what is looked for (`các xã chưa đạt chỉ tiêu`).
_LEVEL_TOLD = Cue(
    r"^(?:(?:danh sách|liệt kê|kể tên|nêu tên|tìm) )?(?:những|các|hai|ba|bốn|năm|sáu|\d+) "
    rf"(?P<levels>(?:{_L})(?:(?:, | và |/)(?:{_L}))*)(?! nào)(?= )"
)
_BOUNDED = re.compile(r"(?<!\w)(?:tren|duoi|tu|hon|vuot|over|above|under|below) \d")
_WHICH = re.compile(r"\b(?:which|what)\b")
# Before `số nào`, which without accents might be `sở nào`.
_ENDS_TERM = re.compile(r"(?<!\w)(?:chuyen doi|chu ky|chi|tham|con|bien|ho so|da|y) $")
_AMONG = Cue(
    r"(?<!\w)(?:trong|giữa|số) (?:các |những |số |hai |ba |bốn |năm |sáu |mấy |\d+ )?"
    rf"(?P<levels>(?:{_L})(?:(?:, | và |/)(?:{_L}))*)(?!\w)"
)
_AMONG_ENGLISH = re.compile(
    r"\b(?:among|between|of) (?:the |these |those )?(?:[^ ,]+ ){0,3}?"
    rf"(?P<levels>(?:{_EN})(?:s|ies)(?:(?:,| or| and|/) (?:{_EN})(?:s|ies))*)\b"
)
_WHERE = Cue(
    r"(?<!\w)(?:ở (?:những )?đâu(?! (?:đề|năm|tư|tiên|quý|bài|tháng|kỳ))|nơi đâu|nơi nào|chỗ nào|where)(?!\w)"
)
_LEVEL_ENGLISH = re.compile(
    r"\b(?:which|what|list|name) (?:of )?(?:the |these |those |two |three |four |five )?"
    r"(?:(?!(?:the|was|were|is|are|did|does|do|has|had|have|share|portion|percentage|proportion|number"
    r"|rate) )[a-z-]+ ){0,3}?"
    rf"(?P<levels>(?:{_EN})(?:s|ies)?(?:(?:,| or| and|/) (?:{_EN})(?:s|ies)?)*)\b(?!['’]s?\b|['’] |-wide)"
)


# Cues whose words only ask; they are no content.
_TAKEN = (
    "statement",
    "trend",
    "compare",
    "extreme_max",
    "extreme_min",
    "directive_number",
    "directive_about",
    "rank",
    "places_named",
    "points",
    "half",
)


@dataclass(frozen=True, slots=True)
class Wants:
    """The cues found in a question.

    Attributes:
        cues: names of all cues that stand in it.
        levels: administrative levels asked for (`huyện nào`), `any` for `nơi nào`, `organisation`
            for `sở nào`.
        indicators: whether it asks which targets or indicators.
        counted: the noun after `bao nhiêu`, as typed, up to the next verb or sign.
    """

    cues: frozenset[str]
    levels: frozenset[str]
    indicators: bool
    counted: str | None


@cache
def _cues() -> dict[str, Cue]:
    return {name: Cue(pattern) for name, pattern, _ in patterns("cues")}


_COUNTED = Cue(
    r"(?<!\w)(?:bao nhiêu|mấy|how many)\s+(?!(?:so với|nữa|rồi|vậy|thì|mới)(?!\w))"
    r"(?P<noun>[^\W_][^?.;:]{0,50})"
)


# Without accents `may` behind these asks how many, and is no machine (`con may chu dau tu`).
_MAY = re.compile(r"(?<!\w)(?:con|co|duoc|xong|dat|la|them|giao|lam|tong|ca|hon|bi) (?P<may>may)(?= [a-z])")
# `Mấy xã ven biển đã đủ nước sạch chưa?` counts nothing.
_SEVERAL = Cue(r"^(?:mấy) (?!phần|%)(?:(?!bao nhiêu|mấy|nào)[^?])*(?:chưa|không|chăng) *\??$")


def _level(word: str) -> str:
    """The level that a word for units says, typed with accents or without."""
    return next((lv for name, lv in _LEVEL_WORDS.items() if word in (name, bare(name))), "")


# Things that are asked for by what they are, not called targets: `cây nào vượt kế hoạch`. What is only a
# class is no word that a figure has to have.
_THINGS = Cue(
    r"(?<!\w)(?:(?:những|các|hai|ba|bốn|mấy|2|3|4|5) )?"
    r"(?:(?P<class>loại hình|loại|mặt hàng|ngành hàng|khu vực|lĩnh vực|nội dung|hạng mục|khoản mục|khoản"
    r"|phần việc|đầu việc|công việc|việc(?! làm)|mảng|mặt(?! bằng| hàng)|bộ phận)"
    r"|(?P<thing>cây trồng|vật nuôi|cây con|cây(?! xanh)|kim ngạch|dự án|công trình|nguồn thu|sắc thuế"
    r"|nguồn vốn|sản phẩm|dịch vụ|chương trình|hoạt động|phong trào|đối tượng|sản lượng|chỉ số|hồ sơ"
    r"|mô hình))"
    r"(?: (?!nào|gì|có|đã|chưa|không|được|bị|vượt|đạt)[^\W\d_]+){0,4}? (?:nào|gì)(?!\w)"
    r"|(?<!\w)which (?:(?!of|the|one|is|are|was|were)[a-z-]+ ){0,3}?(?P<english>crops|products|services"
    r"|projects|works|revenues|sources|kinds|types|items|things|areas)(?!\w)"
)
_COUNTS = frozenset({"howmany", "percent", "yesno", "statement", "directive_asked", "rank", "money", "gap"})


def _asks_things(reading: Reading, found: set[str]) -> bool:
    """Whether a question is for things that reached or missed what was set; their class's words are taken."""
    if not {"met", "missed"} & found or _COUNTS & found:
        return False
    asked = [m for m in _THINGS.finditer(reading) if not any(reading.used[m.start() : m.end()])]
    for match in asked:
        if match["class"]:
            reading.take(*match.span("class"))
    return bool(asked)


def _held_against(found: set[str]) -> bool:
    """Whether a question holds something against what was set, so that words for that are no subject."""
    return {"gap", "howmany"} <= found or ("yesno" in found and bool({"met", "missed", "exceed"} & found))


def _says(reading: Reading, named: bytes) -> bool:
    """Whether words outside of names ask who said what (`ba che` may be a district, Ba Chẽ)."""
    free = "".join("_" if used else c for c, used in zip(reading.text, named, strict=True))
    rest = Reading(free)
    return _cues()["statement"].search(rest) is not None or "statement" in phrase_cues(rest)


def _asked_by(cue: Cue, reading: Reading, places: bytes) -> bool:
    """Whether a cue stands in a question outside the names of places: `dien bien dong` is no `diễn biến`."""
    return any(
        not all(p or not c.isalnum() for p, c in zip(places[m.start() : m.end()], m[0], strict=True))
        for m in cue.finditer(reading)
    )


def find_wants(reading: Reading, in_places: bytes = b"") -> Wants:
    """All cues of a question; what only asks (levels, question words) is taken from its content.

    Args:
        reading: the question.
        in_places: a byte a character, not 0 in the names of places; empty when they were not looked for.
    """
    before = bytes(reading.used)
    names = in_places or bytes(len(reading.text))
    found = {name for name, cue in _cues().items() if _asked_by(cue, reading, names)}
    found |= phrase_cues(reading, names)
    if "statement" in found and any(before) and not _says(reading, before):
        found.discard("statement")
    for name in _TAKEN:
        for match in _cues()[name].finditer(reading) if name in found else ():
            _cues()[name].take(reading, match)
    for match in _MAY.finditer(reading.bare) if not reading.accented else ():
        reading.take(*match.span("may"))
    if "yesno" in found and _SEVERAL.search(reading):
        found.discard("howmany")
    levels: set[str] = set()
    extreme = bool({"extreme_max", "extreme_min"} & found)
    for cue in (_LEVEL_ASKED, _LEVEL_FIRST, *((_AMONG,) if extreme else ())):
        for match in cue.finditer(reading):
            if _ENDS_TERM.search(reading.bare[: match.start("levels")]):
                continue
            if any(reading.used[match.end() - 2 : match.end()]):  # `huyen mo duc` names a district
                continue
            named = Reading(reading.text[match.start("levels") : match.end("levels")])
            levels |= {_level(named.low[m.start() : m.end()]) for m in _LEVEL.finditer(named)} - {""}
            reading.take(match.start("levels"), match.end("levels"))
    if _WHERE.search(reading):
        levels.add("any")
    looked_for = {"met", "missed"} & found or extreme or _BOUNDED.search(reading.bare)
    if not levels and looked_for and not {"howmany", "yesno", "statement"} & found:
        for match in _LEVEL_TOLD.finditer(reading):
            if not any(reading.used[match.end() : match.end() + 3]):  # `huyện Mỹ Đức` is a name
                named = Reading(reading.text[match.start("levels") : match.end("levels")])
                levels |= {_level(named.low[m.start() : m.end()]) for m in _LEVEL.finditer(named)} - {""}
                reading.take(match.start(), match.end())
                found.discard("indicators")
    for match in [
        *_LEVEL_ENGLISH.finditer(reading.bare),
        *(_AMONG_ENGLISH.finditer(reading.bare) if extreme else ()),
    ]:
        for word in re.findall(r"[a-z]+", match["levels"]):
            levels |= {lv for name, lv in _EN_LEVELS.items() if word in (name, name + "s", name + "es")}
        reading.take(match.start("levels"), match.end("levels"))
        if (
            len(_WHICH.findall(reading.bare)) == 1
        ):  # `which districts missed their targets` asks for districts
            found.discard("indicators")
    if not levels and _asks_things(reading, found):
        found.add("indicators")
    if levels or "indicators" in found:
        for match in _cues()["missed"].finditer(reading):
            _cues()["missed"].take(reading, match)
    for name, other in (("gap", "howmany"), ("sources", "conflict")):
        if {name, other} <= found:
            for match in _cues()[name].finditer(reading):
                _cues()[name].take(reading, match)
    of_places = bool(levels) and bool({"met", "missed"} & found)
    if "reference" in found and (
        of_places or (not levels and "indicators" not in found and _held_against(found))
    ):
        for match in _cues()["reference"].finditer(reading):
            reading.take(match.start(), match.end())
    counted = None
    if noun := _COUNTED.search(reading):
        counted = reading.low[noun.start("noun") : noun.end("noun")]
    return Wants(frozenset(found), frozenset(levels), "indicators" in found, counted)
