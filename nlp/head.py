"""The head of a directive: who issued it, under which number, where, when and about what."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.directive_numbers import SYMBOL, data, parse_symbol
from nlp.gazetteer import Unit, gazetteer, name_key
from nlp.shadow import shadow

_REACH = 4000  # characters in which a head stands
_MOTTO = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc|đảng cộng sản việt nam"
)
_NUMBER = re.compile(rf"(?:^|[|\t]|  )[ \t]*số\s*:?\s*({SYMBOL})", re.MULTILINE)
_TYPED = re.compile(
    rf"^[ \t]*(?P<type>[^\n|\d]{{3,24}}?)[ \t]+số\s*:?\s*(?P<sign>{SYMBOL})[ \t]*$", re.MULTILINE
)
"""The line that names type and number at once: `CÔNG ĐIỆN SỐ 09/CĐ-UBND`."""
_DATE = re.compile(
    r"(?:^|[|\t]|  |\.)[ \t]*([^\W\d_][^\n,|]{1,40}?)\s*,\s*ngày\s*(\d{1,2})(?:\s*tháng\s*|/)(\d{1,2})(?:\s*năm\s*|/)((?:19|20)\d\d)",  # noqa: E501
    re.MULTILINE,
)
_DAY = re.compile(r",\s*ngày\s*\d")
"""Without this there is no date of a letterhead; far quicker to look for."""
_END_OF_TITLE = re.compile(
    r"^\s*(?:căn cứ|kính gửi|thực hiện|theo đề nghị|xét |điều 1|phần |chương |i\.|1\.|-{3,}|_{3,}|\*{3,}|thủ tướng chính phủ$"  # noqa: E501
    r"|chủ tịch |ủy ban nhân dân|hội đồng nhân dân|bộ trưởng |giám đốc |\(?ban hành kèm|\(?kèm theo)"
)
_LOWER = re.compile(
    r"(?:tổ (?:giúp việc|công tác)|ban (?:chỉ đạo|quản lý|chỉ huy|điều hành|tổ chức)|hội đồng (?!nhân dân)"
    r"|phòng |văn phòng|trung tâm|chi cục|cục |chi nhánh|bệnh viện|trường |kho bạc|hạt kiểm lâm|đoàn )"
)
_BODY = re.compile(r"ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a directive.

    Attributes:
        type: `Quyết định`; None when neither a title line nor the sign tells.
        number: `318`; symbol: `318/QĐ-UBND`; None when left open (`Số:    /KH-UBND`).
        issuer: `UBND tỉnh Lào Cai`; None when the head names none.
        date: ISO date; place: as written in front of the date.
        title: what it is about, lines joined.
        start, end: the words that stand for the directive: the type line, else the sign.
        unit: the administrative unit that issued it, where the gazetteer has it.
        until: the end of the head in the text.
    """

    type: str | None
    number: str | None
    symbol: str | None
    issuer: str | None
    date: str | None
    title: str | None
    place: str | None
    start: int
    end: int
    unit: Unit | None
    until: int


def read_head(text: str, low: str | None = None) -> Head | None:
    """Read the head of a directive off the top of a text.

    Args:
        text: stored text of a document.
        low: its shadow, where the caller has it.

    Returns:
        None when the text does not begin as a directive does (news, pages, tables).

    Example:
        >>> read_head("UBND TỈNH LÀO CAI\\nSố: 318/QĐ-UBND\\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\n").issuer
        'UBND tỉnh Lào Cai'
    """
    top = text[:_REACH]
    return _read(top, low[:_REACH] if low is not None else shadow(top))


@lru_cache(maxsize=16)
def _read(top: str, low: str) -> Head | None:
    motto = _MOTTO.search(low, 0, 1500)
    dated = _DATE.search(low) if _DAY.search(low) else None
    if motto is None and dated is None:
        return None
    number = _NUMBER.search(low)
    if number is not None and number.start() > 1500:
        number = None
    if number is None and (typed := _typed(top, low)) is not None:
        return _with_type_and_number(top, low, typed, dated)
    if number is None and (motto is None or dated is None):
        return None
    sign = parse_symbol(top[number.start(1) : number.end(1)]) if number else None
    after = max(number.end() if number else 0, dated.end() if dated else 0, motto.end() if motto else 0)
    line = _type_line(top, low, after)
    kind = line[0] if line else (sign.type if sign else None)
    title = _title(top, low, line[2] if line else after, bool(line))
    issuer, unit = _issuer(
        top[: number.start() if number else dated.start() if dated else 0], sign.codes if sign else ()
    )
    if line:
        start, end, until = line[1], line[2], line[2]
    elif number:
        start, end, until = number.start(1), number.end(1), after
    else:
        return None
    date = _iso(dated) if dated else None
    return Head(
        type=kind,
        number=sign.number if sign else None,
        symbol=sign.symbol if sign else None,
        issuer=issuer,
        date=date,
        title=title[0] if title else None,
        place=top[dated.start(1) : dated.end(1)].strip() if dated else None,
        start=start,
        end=end,
        unit=unit,
        until=title[1] if title else until,
    )


def _typed(text: str, low: str) -> re.Match[str] | None:
    """The line of the top that names type and number at once, its type in capitals."""
    for match in _TYPED.finditer(low, 0, 1500):
        words = text[match.start("type") : match.end("type")]
        if words.isupper() and match["type"] in data()["types"]:
            return match
    return None


def _with_type_and_number(
    top: str, low: str, typed: re.Match[str], dated: re.Match[str] | None
) -> Head | None:
    """The head whose type line holds the number."""
    sign = parse_symbol(top[typed.start("sign") : typed.end("sign")])
    if sign is None:
        return None
    title = _title(top, low, typed.end(), True)
    date = _iso(dated) if dated else None
    above = top[: typed.start()] if dated is None or dated.start() > typed.start() else top[: dated.start()]
    issuer, unit = _issuer(above, sign.codes or ())
    return Head(
        type=data()["types"][typed["type"]][0],
        number=sign.number,
        symbol=sign.symbol,
        issuer=issuer,
        date=date,
        title=title[0] if title else None,
        place=top[dated.start(1) : dated.end(1)].strip() if dated else None,
        start=typed.start("type"),
        end=typed.end("sign"),
        unit=unit,
        until=max(title[1] if title else 0, typed.end(), dated.end() if dated else 0),
    )


def _iso(dated: re.Match[str]) -> str:
    return f"{dated[4]}-{int(dated[3]):02}-{int(dated[2]):02}"


def _type_line(text: str, low: str, start: int) -> tuple[str, int, int] | None:
    """The line that names the type, alone and mostly in capitals: (type, start, end)."""
    for match in re.finditer(
        r"^[ \t]*([^\n|]{3,40}?)[ \t]*:?[ \t]*$", low[start : start + 1500], re.MULTILINE
    ):
        known = data()["types"].get(match[1])
        if known and text[start + match.start(1) : start + match.end(1)][:1].isupper():
            return known[0], start + match.start(1), start + match.end(1)
    return None


def _title(text: str, low: str, start: int, below: bool) -> tuple[str, int] | None:
    """The lines under the type line, or what follows `V/v`, up to the first line of the body."""
    if not below:
        about = re.search(r"(?:v/v|về việc)\s*:?\s*([^\n]+(?:\n(?!\s*\n)[^\n]+)?)", low[:_REACH])
        if about is None:
            return None
        lines = text[about.start(1) : about.end(1)].split("\n")
        keep = [lines[0]]
        for more in lines[1:]:
            if _END_OF_TITLE.match(shadow(more)) or _MOTTO.search(shadow(more)) or ", ngày" in more:
                break
            keep.append(more)
        return " ".join(" ".join(keep).split()), about.end(1)
    out: list[str] = []
    at = start
    for line in text[start : start + 1500].split("\n")[1:] if "\n" in text[start:] else []:
        at += len(line) + 1
        bare_line = line.strip()
        if not bare_line:
            if out:
                break
            continue
        if _END_OF_TITLE.match(shadow(bare_line)) or set(bare_line) <= set("-_*=– ") or len(out) >= 6:
            break
        out.append(bare_line)
    return (" ".join(" ".join(out).split()), at) if out else None


def _issuer(above: str, codes: tuple[str, ...] | None) -> tuple[str | None, Unit | None]:
    """The body named above the number, as one writes it in running text, and its unit."""
    lines = []
    for line in re.split(r"\n|\||\t|\s{3,}", above):
        words = line.strip(" -_*:")
        if not words or _MOTTO.search(shadow(words)) or re.search(r", ngày", shadow(words)):
            continue
        lines.append(words)
    joined = " ".join(" ".join(lines).split())
    low = shadow(joined)
    unit = _unit_in(low)
    if (lower := _lower_body(lines)) is not None:
        if unit is None:
            return lower, None
        inside = unit.label.lower() in lower
        return lower.replace(unit.label.lower(), unit.label) if inside else f"{lower} {unit.label}", unit
    departments = data()["departments"]
    for key, proper in departments.items():
        if key in low:
            return (f"{proper} {unit.label}" if unit and not proper.endswith("tỉnh") else proper), unit
    if "thủ tướng chính phủ" in low:
        return "Thủ tướng Chính phủ", None
    body = _BODY.search(low)
    if body and unit:
        short = "UBND" if body[0] in ("ubnd", "ủy ban nhân dân") else "HĐND"
        short = f"Văn phòng {short}" if "vp" in (codes or ()) else short
        return f"{short} {unit.label}", unit
    party = re.search(r"(tỉnh|huyện|thành|thị|quận|đảng) ủy (.+)$", low)
    if party:
        unit = _party_unit(party[1], party[2]) or unit
        return f"{party[1].capitalize()} ủy {_proper(party[2])}", unit
    if unit and "bảo hiểm xã hội" in low:
        return f"Bảo hiểm xã hội {unit.label}", unit
    for code in codes or ():
        known = data()["issuers"].get(re.sub(r"\d+$", "", code))
        if known:
            return known, None
    ministry = re.search(r"(bộ|ngân hàng nhà nước|chính phủ|quốc hội)(?: ([^\n]+))?$", low)
    if ministry:
        known = {v.lower(): v for v in data()["issuers"].values()}
        return known.get(ministry[0], ministry[0].capitalize()), None
    return (joined[:1].upper() + low[1:] if joined.isupper() else joined) or None, unit


def _lower_body(lines: list[str]) -> str | None:
    """The body named below the one it belongs to: `UBND HUYỆN A`, then `BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ`."""
    at = next((i for i in range(len(lines) - 1, 0, -1) if _LOWER.match(shadow(lines[i]))), None)
    if at is None:
        return None
    words = " ".join(" ".join(lines[at:]).split())
    if any(key in shadow(words) for key in data()["departments"]) or _BODY.search(shadow(words)):
        return None
    return words[:1].upper() + shadow(words)[1:]


def _party_unit(word: str, low_name: str) -> Unit | None:
    """The unit of `huyện ủy thoại sơn`."""
    kind = {"thành": "thành phố", "thị": "thị xã"}.get(word, word)
    return next((u for u in gazetteer().named(name_key(low_name)) if u.type == kind), None)


def _proper(low_name: str) -> str:
    units = gazetteer().named(name_key(low_name))
    return units[0].name if units else " ".join(w.capitalize() for w in low_name.split())


def _unit_in(low: str) -> Unit | None:
    """The last unit with a type word in a line of capitals (`ubnd huyện thanh hà`)."""
    found = None
    for match in re.finditer(r"(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu) ", low):
        rest = low[match.end() :].split()
        for n in range(min(6, len(rest)), 0, -1):
            units = [u for u in gazetteer().named(name_key(" ".join(rest[:n]))) if u.type == match[1]]
            if units:
                found = next((u for u in units if u.uid[0] not in "+-"), units[0])
                break
    return found
