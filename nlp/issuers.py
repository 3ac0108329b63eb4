"""Bodies that issue directives, as named in a text, and which unit each belongs to."""

import bisect
import re
from dataclasses import dataclass
from functools import cache

from nlp.alternation import alternatives
from nlp.directive_numbers import data
from nlp.facts import LocalityMention
from nlp.head import Head
from nlp.nearby import Nearby
from nlp.scanning import Scan

_TYPES = "thành phố|tp|thị trấn|thị xã|đặc khu|phường|huyện|quận|tỉnh|xã"
_SHORT = {"ủy ban nhân dân": "UBND", "ubnd": "UBND", "hội đồng nhân dân": "HĐND", "hđnd": "HĐND"}
_ACTS_BEFORE = re.compile(rf"(?<![\w/])(?:ubnd )?({_TYPES}) (?:cũng )?(?:đã |vừa |mới )?(?:có|ban hành|ra) $")
_ACTS_AFTER = re.compile(
    r"[^,;.\n]{0,90},[ \n](?:(?:chủ tịch )?(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân) )?"
    rf"({_TYPES})(?!\w)"
)
_PARTY_TYPE = {
    "tỉnh": ("tỉnh",),
    "thành": ("thành phố",),
    "huyện": ("huyện",),
    "thị": ("thị xã",),
    "quận": ("quận",),
}
_AGENCIES = (
    r"(?:bảo hiểm xã hội|bhxh|cục thuế|chi cục thuế|cục thống kê|cục hải quan|kho bạc nhà nước|công an"
    r"|đảng ủy|liên đoàn lao động|ban quản lý(?: [^\W\d_]+){1,6}?"
    r"|ban chỉ đạo(?: \d{2,4})?(?: [^\W\d_]+){0,8}?|trung tâm phục vụ hành chính công"
    r"|đại hội (?:đại biểu )?đảng bộ|phòng (?:giáo dục và đào tạo|gd&đt|nội vụ|tài chính - kế hoạch"
    r"|văn hóa và thông tin|kinh tế|tư pháp|y tế|nông nghiệp và phát triển nông thôn"
    r"|nông nghiệp và môi trường|tài nguyên và môi trường))"
)
_CONGRESS = re.compile(r" lần thứ (?:[IVXL]+|\d+|nhất|hai|ba|tư|năm)(?!\w)")
"""Which congress of a party's body it is."""
_UNLISTED = re.compile(
    r"(?:Tổng cục|Cục|Chi cục|Ủy ban|Ban|Hội|Liên đoàn|Tập đoàn|Ngân hàng|Trung tâm|Viện|Thanh tra|Tòa án"
    r"|Kho bạc|Kiểm toán|Mặt trận|Liên minh|Tổng Liên đoàn|Bộ)(?: (?!(?:về|ngày|phê|ban|đã|có|quy|giao"
    r"|yêu|tại|năm|là|nêu|đặt|đề|thì|hướng|chỉ)(?!\w))[^\W\d_]+){1,9}"
)
_OF_UNIT = re.compile(rf"(?:[ \n]năm[ \n]\d{{4}})?[ \n](?:của|do)[ \n]({_TYPES})(?!\w)")
_CENTRAL = {
    "thủ tướng chính phủ": "Thủ tướng Chính phủ",
    "thủ tướng": "Thủ tướng Chính phủ",
    "chính phủ": "Chính phủ",
    "ủy ban thường vụ quốc hội": "Ủy ban Thường vụ Quốc hội",
    "quốc hội": "Quốc hội",
    "bộ chính trị": "Bộ Chính trị",
    "ban bí thư": "Ban Bí thư",
    "ban chấp hành trung ương đảng": "Ban Chấp hành Trung ương",
    "ban chấp hành trung ương": "Ban Chấp hành Trung ương",
    "trung ương đảng": "Ban Chấp hành Trung ương",
    "trung ương": "Ban Chấp hành Trung ương",
    "chủ tịch nước": "Chủ tịch nước",
    "văn phòng chính phủ": "Văn phòng Chính phủ",
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body named in the text.

    Attributes:
        start, end: its words.
        label: `UBND tỉnh Vĩnh Phúc`, resolved as far as the text allows.
        body: `UBND`, `HĐND`, `party`, `department`, `central`.
        locality: `tỉnh Vĩnh Phúc`; None for a central body or when not clear.
    """

    start: int
    end: int
    label: str
    body: str
    locality: str | None


@cache
def _scan() -> Scan:
    d = data()
    central = {**_CENTRAL, **{v.lower(): v for v in d["issuers"].values()}}
    longest = sorted(central, key=len, reverse=True)
    departments = sorted(d["departments"], key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w/-])(?:(?P<chair>chủ tịch |văn phòng )?(?P<body>ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd)"
        rf"(?:[ \n](?P<type>{_TYPES})(?!\w))?"
        rf"|(?P<committee>(?:ban chấp hành|bch|ban thường vụ|btv) đảng bộ )(?P<level>{_TYPES})(?!\w)"
        r"|(?P<standing>ban thường vụ |bch đảng bộ |ban chấp hành đảng bộ )?(?P<party>tỉnh|thành|huyện|thị|quận) ủy(?!\w)"  # noqa: E501
        rf"|(?P<cell>đảng ủy)(?= (?!{_TYPES}|khối|các|công an|quân)|[,.])"
        rf"|(?P<agency>{_AGENCIES}) (?P<of>{_TYPES})(?!\w)"
        rf"|(?P<department>{alternatives(map(re.escape, departments))})(?!\w)"
        rf"|(?P<central>{alternatives(map(re.escape, longest))})(?!\w))"
    )
    return Scan(pattern)


@cache
def _central_names() -> dict[str, str]:
    return {**{v.lower(): v for v in data()["issuers"].values()}, **_CENTRAL}


class Issuers:
    """All bodies of a text, and the rules that tell which one issued a directive."""

    def __init__(self, text: str, low: str, localities: list[LocalityMention], head: Head | None) -> None:
        """Find the bodies; `localities` are the text's, in text order."""
        self.nearby = Nearby(localities)
        self._text, self._low = text, low
        self._head = head
        self.found = [issuer for m in _scan().finditer(low) if (issuer := self._issuer(m))]
        self._ends = [i.end for i in self.found]
        self._at = {i.start: i for i in self.found}
        self._located = [i for i in self.found if i.body in ("UBND", "HĐND") and i.locality]
        self._located_at = [i.start for i in self._located]

    def _issuer(self, match: re.Match[str]) -> Issuer | None:
        start, end = match.span()
        if match["body"]:
            chair = match["chair"] or ""
            if chair == "chủ tịch " and self._low.endswith("phó ", 0, start):
                chair = ""  # a deputy signs for the committee
            short = chair.capitalize() + _SHORT[match["body"]]
            body = _SHORT[match["body"]]
            after = match.end("body")
            named = self._named(after, after + 2)
            if named is not None:
                label = named.canonical.split(", ")[0]
                return Issuer(start, named.end, f"{short} {label}", body, label)
            kind = {"tp": "thành phố"}.get(match["type"], match["type"])
            unit = self.unit(kind, start) if kind else None
            return Issuer(start, end, f"{short} {unit or kind or ''}".strip(), body, unit)
        if match["committee"]:
            named = self._named(match.start("level"), match.start("level")) or self._named(end, end + 2)
            kind = {"tp": "thành phố"}.get(match["level"], match["level"])
            unit = named.canonical.split(", ")[0] if named else self.unit(kind, start)
            label = "Ban Chấp hành" if match["committee"][:3] in ("ban", "bch") else "Ban Thường vụ"
            label = "Ban Thường vụ" if "thường vụ" in match["committee"] else label
            return Issuer(
                start, named.end if named else end, f"{label} Đảng bộ {unit or kind}", "party", unit
            )
        if match["cell"]:
            unit = next((u for t in ("xã", "phường", "thị trấn") if (u := self.unit(t, start))), None)
            return Issuer(start, end, f"Đảng ủy {unit or ''}".strip(), "party", unit)
        if match["agency"]:
            named = self._named(match.start("of"), match.start("of")) or self._named(end, end + 2)
            kind = {"tp": "thành phố"}.get(match["of"], match["of"])
            unit = named.canonical.split(", ")[0] if named else self.unit(kind, start)
            words = self._text[start : match.end("agency")]
            label = f"{words[:1].upper()}{words[1:]} {unit or kind}"
            end = named.end if named else end
            if words.lower().startswith("đại hội") and (term := _CONGRESS.match(self._text, end)):
                label, end = f"{label}{term[0]}", term.end()
            return Issuer(start, end, label, "agency", unit)
        if match["party"]:
            unit = next((u for t in _PARTY_TYPE[match["party"]] if (u := self.unit(t, start))), None)
            named = self._named(end, end + 2)
            if named is not None:
                unit, end = named.canonical.split(", ")[0], named.end
            name = unit.split(" ", 2 if unit.startswith(("thành phố", "thị xã")) else 1)[-1] if unit else ""
            standing = self._text[start : match.end("standing")] if match["standing"] else ""
            return Issuer(
                start, end, f"{standing}{match['party'].capitalize()} ủy {name}".strip(), "party", unit
            )
        if match["department"]:
            proper = data()["departments"][match["department"]]
            named = self._named(end, end + 2)
            province = named.canonical.split(", ")[-1] if named else self.province()
            label = f"{proper} {province}" if named else proper
            if proper.endswith(" tỉnh") and province:
                label = f"{proper[:-5]} {province}"
            return Issuer(start, named.end if named else end, label, "department", province)
        return Issuer(start, end, _central_names()[match["central"]], "central", None)

    def _named(self, least: int, most: int) -> LocalityMention | None:
        return self.nearby.beginning(least, most)

    def unit(self, kind: str, before: int) -> str | None:
        """The unit of a type (`huyện`) that a bare type word means at a place in the text."""
        if self._head and self._head.unit and self._head.unit.type == kind:
            return self._head.unit.label
        return self.nearby.unit(kind, before)

    def province(self) -> str | None:
        """The document's province, as its places tell."""
        return self.nearby.province()

    def unlisted(self, start: int) -> Issuer | None:
        """A body that no list holds, as it is written: `Tổng cục Dự trữ Nhà nước`."""
        match = _UNLISTED.match(self._text, start)
        return Issuer(start, match.end(), match[0], "other", None) if match else None

    def unit_after(self, start: int) -> str | None:
        """The unit whose document it is, where no body is told: `Kế hoạch số 45 của tỉnh`."""
        match = _OF_UNIT.match(self._low, start)
        if match is None:
            return None
        named = self._named(match.start(1), match.start(1))
        return named.canonical.split(", ")[0] if named else self.unit(match[1], start)

    def at(self, start: int) -> Issuer | None:
        """The body whose words begin exactly there."""
        return self._at.get(start)

    def before(self, start: int, least: int) -> list[Issuer]:
        """The bodies (ten at most) that end before `start` and begin at or after `least`, nearest first."""
        at = bisect.bisect_right(self._ends, start)
        out: list[Issuer] = []
        while at and self.found[at - 1].start >= least and len(out) < 10:
            out.append(self.found[at - 1])
            at -= 1
        return out

    def by_codes(self, codes: tuple[str, ...], start: int, least: int) -> tuple[str | None, str | None]:
        """Issuer and unit that the letters of a sign tell: `ttg`, `ubnd` with the text's own unit."""
        d = data()
        for code in codes:
            plain = re.sub(r"\d+$", "", code).replace("&", "").replace(".", "")
            if plain == "bhxh":
                near = [
                    i for i in self.before(start, least) if i.label.lower().startswith(("bảo hiểm", "bhxh"))
                ]
                if near:
                    return near[0].label, near[0].locality
            if plain in ("vpubnd", "vpub"):
                unit = self._own_unit(start)
                return (f"Văn phòng UBND {unit}", unit) if unit else (None, None)
            if plain in d["issuers"]:
                return d["issuers"][plain], None
            if plain in d["department_codes"]:
                own = d["department_codes"][plain]
                near = [i for i in self.before(start, least) if i.label.startswith(own)]
                if near and not self._text.endswith("Giám đốc ", 0, near[0].start):
                    return near[0].label, near[0].locality
                province = self.province()
                return f"{d['department_codes'][plain]} {province}" if province else d["department_codes"][
                    plain
                ], province
            if plain in ("tu", "hu"):
                for kind, word in (
                    (("tỉnh", "Tỉnh"), ("thành phố", "Thành")) if plain == "tu" else (("huyện", "Huyện"),)
                ):
                    unit = self.province() if plain == "tu" else self.unit(kind, start)
                    if unit and unit.startswith(kind):
                        return f"{word} ủy {unit[len(kind) + 1 :]}", unit
            if plain in ("ubnd", "hđnd"):
                short = plain.upper()
                near = [i for i in self.before(start, least) if i.body == short and i.locality]
                if near:
                    return near[0].label.removeprefix("Chủ tịch ").removeprefix("Văn phòng "), near[
                        0
                    ].locality
                unit = self._subject(start, least) or self._own_unit(start)
                return (f"{short} {unit}", unit) if unit else (None, None)
        return None, None

    def _subject(self, start: int, least: int) -> str | None:
        """The unit that acts in the sentence: `tỉnh đã có Nghị quyết …`, `theo Công văn …, tỉnh phấn đấu`."""
        found = _ACTS_BEFORE.search(self._low, max(least, start - 120), start)
        found = found or _ACTS_AFTER.match(self._low, start)
        if found is None:
            return None
        named = self._named(found.start(1), found.start(1))
        if named is None and found[1] == "tỉnh" and not (self._head and self._head.unit):
            return self.province()
        return named.canonical.split(", ")[0] if named else self.unit(found[1], start)

    def _own_unit(self, start: int) -> str | None:
        """The unit whose body a bare `/QĐ-UBND` means: the head's, else the last named before."""
        if self._head and self._head.unit:
            return self._head.unit.label
        if self._located:
            at = bisect.bisect_left(self._located_at, start)
            return self._located[at - 1 if at else 0].locality
        return self.province()
