"""Mentions of governing documents: numbered, listed, titled, and the document's own head."""

import bisect
import re
from functools import cache

from nlp.alternation import alternatives
from nlp.directive_numbers import SYMBOL, data, parse_symbol
from nlp.directive_repeats import told_again
from nlp.directive_titles import law_name, title_after, titled
from nlp.document import Document
from nlp.facts import Directive, LocalityMention, Span
from nlp.head import Head, read_head
from nlp.issuers import Issuer, Issuers
from nlp.scanning import Scan

_ISSUE = r"(?:được |đã được )?(?:ban hành |ký |ký ban hành |thông qua |ra |đề )?"
_DATE = re.compile(
    rf"[ \n]?[,(]?[ \n]?{_ISSUE}(?:ngày[ \n](?P<d>\d{{1,2}})[ \n]?(?:[/.-]|tháng[ \n])[ \n]?(?P<m>\d{{1,2}})"
    r"(?:[ \n]?(?:[/.-]|,?[ \n]?năm[ \n])[ \n]?(?P<y>(?:19|20)\d\d)|(?![ \n]?[/.-]?\d|%))"
    r"|năm[ \n](?P<year>(?:19|20)\d\d)|tháng[ \n](?P<tm>\d{1,2})[/-](?P<ty>(?:19|20)\d\d))(?!\d)\)?"
)
_DAY_BEFORE = re.compile(
    r"ngày (\d{1,2})(?:[/.-]| tháng )(\d{1,2})(?:(?:[/.-]|,? năm )((?:19|20)\d\d))?"
    r"[^.;\n\d]{0,120}(?:ban hành|ký|có|ra|thông qua|phê duyệt|phát hành|phát đi|gửi) $"
)
_BY = re.compile(r"[ \n]?,?[ \n]?(?:của|do|được|mà)[ \n]")
_OF = re.compile(r"[ \n](?:của[ \n])?")
_LAW_NUMBER = re.compile(rf"[ \n](?:số[ \n]?)?(?P<sign>{SYMBOL})")
_LAW_YEAR = re.compile(r"[ \n](?P<year>(?:19|20)\d\d)(?![\d/-])")
_BACK = re.compile(r"[ \n](?:này(?!\w)|như sau(?!\w)|với các nội dung|với những nội dung|gồm các nội dung)")
_CARRY_OUT = re.compile(r"(?:thực hiện|triển khai|ban hành)[ \n]$")
_DEMANDS = re.compile(r"[ \n](?:đã )?(?:đề ra|đặt ra)(?!\w)")
_ADOPTED = re.compile(r"(?:thông qua|biểu quyết|ban hành|(?<!\w)(?<!để )ra)[ \n]$")
_ONE_BODY = ("nghị quyết", "chỉ thị", "công điện")
_BODY_CAPITAL = (
    "kế hoạch", "quyết định", "đề án", "chương trình", "chương trình hành động", "thông báo", "kết luận",
)  # fmt: skip
_ISSUES = re.compile(
    r"ban hành|phát hành|phát đi|(?<!\w)ký(?!\w)|thông qua|tại $|đề ra|đặt ra|phê duyệt|(?<!\w)ra |triển khai"
    r"|(?<!\w)có $"
)
_NEXT = re.compile(
    r"(?:,|;|[ \n]và)[ \n](?:số:?[ \n]?)?(?P<sign>" + SYMBOL + r"|\d{1,5}[a-zđ]?(?![\w/%]|[.,]\d))"
)
_LIST_WORD = re.compile(r"(?:các|những|hai|ba|bốn|\d{1,2})[ \n]$")
_COUNTED = re.compile(
    r"(?<![\w/])(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhiều|các|những|một số|mỗi|từng)[ \n]$"
)
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d$")


@cache
def _scan() -> Scan:
    types = alternatives(sorted(map(re.escape, data()["types"]), key=len, reverse=True)).replace(
        r"\ ", r"[ \n]"
    )
    pattern = re.compile(
        rf"(?<!\w)(?P<type>{types})(?!\w)"
        rf"(?:(?:[ \n][^\W\d_]+){{0,3}}?[ \n](?P<so>số)[ \n]?:?[ \n]?(?P<number>{SYMBOL}|\d{{1,5}}[a-zđ]?(?:/(?:19|20)\d\d)?(?![\w/%]|[.,]\d))"  # noqa: E501
        rf"|[ \n](?P<direct>{SYMBOL})|[ \n](?P<bare>\d{{1,4}}[a-zđ]?(?:/(?:19|20)\d\d)?)"
        r"(?![\w/%]|[.,]\d|[ ]?-[ ]?\d))?"
        rf"|(?<![\w/.])(?P<sign>\d{{1,5}}(?:/(?:19|20)\d\d)?/(?:{alternatives(data()['codes'])})-[a-zđ][a-zđ&]{{0,9}}\d{{0,2}})(?!\w)"
    )
    return Scan(pattern)


def find_directives(
    document: Document, shadow: str, sentences: list[Span], localities: list[LocalityMention]
) -> list[Directive]:
    """Every mention of a governing document, in text order.

    Example:
        >>> from nlp.shadow import shadow
        >>> d = Document(text="Theo Nghị định số 75/2023/NĐ-CP ngày 19/10/2023", source="")
        >>> [(x.number, x.date, x.issuer) for x in find_directives(d, shadow(d.text), [], [])]
        [('75', '2023-10-19', 'Chính phủ')]
    """
    head = read_head(document.text, shadow)
    return _Reader(document, shadow, sentences, localities, head).read()


def _adopts(body: Issuer) -> bool:
    """Whether a body adopts resolutions: a council, a party's committee or congress."""
    return body.body in ("HĐND", "party") or body.label.startswith(
        ("Đại hội", "Quốc hội", "Ủy ban Thường vụ")
    )


class _Reader:
    def __init__(
        self,
        document: Document,
        low: str,
        sentences: list[Span],
        localities: list[LocalityMention],
        head: Head | None,
    ) -> None:
        self.document, self.text, self.low, self.head = document, document.text, low, head
        self.sentences = sentences
        self._starts = [s.start for s in sentences]
        self.issuers = Issuers(self.text, low, localities, head)
        self._first_of = {m.locality: m for m in reversed(localities)}
        self.out: list[Directive] = []

    def read(self) -> list[Directive]:
        if self.head is not None:
            self.out.append(self._own(self.head))
        done = 0
        for match in _scan().finditer(self.low):
            if match.start() < done or self._in_head(match):
                continue
            if match["sign"]:
                done = self._numbered(match, match.start(), match["sign"], match.span("sign"), None)
            elif match["number"] or match["direct"]:
                group = "number" if match["number"] else "direct"
                if not match["direct"] or "/" in match["direct"] or self.text[match.start()].isupper():
                    done = self._numbered(
                        match, match.start(), match[group], match.span(group), match["type"]
                    )
                    continue
                done = match.end("type")
            elif match["bare"] and self._bare_number(match):
                done = self._numbered(match, match.start(), match["bare"], match.span("bare"), match["type"])
            else:
                self._titled(match)
                done = match.end("type")
        return told_again(self.out)

    def _in_head(self, match: re.Match[str]) -> bool:
        """Whether it is the head's own number or type line, told once already."""
        if self.head is None:
            return False
        inside = match.start() < self.head.until and self.head.start <= match.start() < self.head.end
        return inside or (match["sign"] is not None and match.start() < self.head.until)

    def _bare_number(self, match: re.Match[str]) -> bool:
        """`Đề án 06`, never `Kế hoạch 2024` nor `chương trình 30 ngày`."""
        if not self.text[match.start()].isupper() or _YEAR_LIKE.match(match["bare"]):
            return False
        if "/" in match["bare"] and match["type"] not in (
            "nghị quyết",
            "nghị định",
            "thông tư",
            "quyết định",
        ):
            return False  # `Kế hoạch 10/2024`: a month
        if match["type"] in data()["only_with_number"] and match["type"] not in (
            "kết luận",
            "công văn",
            "công điện",
        ):
            return False
        after = self.low[match.end() : match.end() + 14]
        return not re.match(
            r"[ \n](?:ngày|năm|tháng|chỉ tiêu|nhiệm vụ|tỷ|triệu|nghìn|xã|huyện|trường|điểm|hộ|người)(?!\w)",
            after,
        )

    # -- numbered -------------------------------------------------------------------------------

    def _numbered(
        self, match: re.Match[str], start: int, sign: str, span: tuple[int, int], kind: str | None
    ) -> int:
        """Add the directive and those of its list; give where reading goes on."""
        group: list[tuple[int, int]] = [(start, span[1])]
        signs = [self.text[span[0] : span[1]]]
        plural = bool(_LIST_WORD.search(self.low, max(0, start - 8), start))
        end = span[1]
        tails: list[tuple[str | None, int]] = []
        while True:
            date, tail = self._date(end)
            tails.append((date, tail))
            more = _NEXT.match(self.low, tail)
            if more is None or not (plural or "/" in more["sign"] or "số" in more[0]):
                break
            if "/" not in more["sign"] and "số" not in more[0] and _YEAR_LIKE.match(more["sign"]):
                break
            group.append(more.span("sign"))
            signs.append(self.text[more.start("sign") : more.end("sign")])
            end = more.end("sign")
        parsed = [parse_symbol(s) for s in signs]
        last = next((p for p in reversed(parsed) if p and p.codes), None)
        after = self._issuer_after(tails[-1][1])
        end = after.end if after else tails[-1][1]
        if after and tails[-1][0] is None:  # Quyết định số 12 của UBND tỉnh ngày 5/6/2024
            late, end = self._date(end)
            if late and "ngày" in self.low[after.end : end]:
                tails[-1] = (late, tails[-1][1])
            else:
                end = after.end
        title = title_after(self.text, self.low, end)
        shared_date = tails[-1][0] if all(d is None for d, _ in tails[:-1]) else None
        for (a, b), number, (date, _) in zip(group, parsed, tails, strict=True):
            if number is None:
                continue
            codes = number.codes or (last.codes if last else ())
            name = data()["types"][re.sub(r"\s", " ", kind)][0] if kind else None
            if name in (None, "Văn bản") and (number.type or (last and last.type)):
                name = number.type or (last.type if last else None)
            issuer, unit, inferred = self._issued(
                a, b, after, codes, numbered=True, own=number.symbol is not None or "số" in self.low[a:b]
            )
            year = number.year if number.symbol or number.year else None
            self._add(
                a, b, name or "Văn bản",
                number=number.number, symbol=number.symbol, issuer=issuer, locality=unit,
                date=date or shared_date or self._day_before(a) or year,
                title=title, rule="number" if len(group) == 1 else "number in a list", inferred=inferred, confidence=0.95,  # noqa: E501
            )  # fmt: skip
        return group[-1][1]

    def _date(self, at: int) -> tuple[str | None, int]:
        match = _DATE.match(self.low, at)
        if match is None:
            return None, at
        if match["d"]:
            return self._day(match["d"], match["m"], match["y"], at), match.end()
        if match["ty"]:
            return f"{match['ty']}-{int(match['tm']):02}", match.end()
        return match["year"], match.end()

    def _day_before(self, start: int) -> str | None:
        """`Ngày 8/5, UBND tỉnh ban hành …`: the day told before, its year from the document."""
        match = _DAY_BEFORE.search(self.low, max(self._sentence(start)[0], start - 160), start)
        if match is None:
            return None
        return self._day(match[1], match[2], match[3], start)

    def _day(self, day: str, month: str, year: str | None, at: int) -> str | None:
        """An ISO date; a year that is not written is the document's, else the one last told."""
        if int(month) > 12 or int(day) > 31:
            return year
        head = (self.head.date or "") if self.head else ""
        year = year or (self.document.published or head)[:4]
        if not year:
            years = re.findall(r"(?:năm |/)((?:19|20)\d\d)(?!\d)", self.low[max(0, at - 6000) : at])
            after = re.search(r"(?:năm |/)((?:19|20)\d\d)(?!\d)", self.low[at : at + 1500])
            year = years[-1] if years else after[1] if after else None
        return f"{year}-{int(month):02}-{int(day):02}" if year else None

    # -- issuers --------------------------------------------------------------------------------

    def _issuer_after(self, at: int) -> Issuer | None:
        by = _BY.match(self.low, at)
        if by is None:
            return None
        return self.issuers.at(by.end()) or self.issuers.unlisted(by.end())

    def _issued(
        self, start: int, end: int, after: Issuer | None, codes: tuple[str, ...], *, numbered: bool, own: bool
    ) -> tuple[str | None, str | None, bool]:
        """Issuer, its unit, and whether that is inferred."""
        if after:
            return after.label, after.locality, False
        least = self._sentence(start)[0]
        if codes:
            body = next((c.upper() for c in codes if c in ("ubnd", "hđnd")), None)
            if body is None:
                label, unit = self.issuers.by_codes(codes, start, least)
                if label:
                    return label, unit, True
        if own:
            for issuer in self.issuers.before(start, least):
                between = self.low[issuer.end : start]
                if len(between) > 700:
                    break
                if (_ISSUES.search(between) and issuer.body != "central") or re.fullmatch(
                    r" (?:đã |vừa |mới |vừa qua )?(?:(?:ký )?ban hành|có|ra) ", between
                ):
                    nested = not numbered and any(issuer.end <= d.start < start for d in self.out)
                    if not nested:
                        return issuer.label, issuer.locality, False
                    break
        label, unit = self.issuers.by_codes(codes, start, least)
        if label is None and numbered and (unit := self.issuers.unit_after(end)):
            return None, unit, True
        return label, unit, label is not None

    def _sentence(self, at: int) -> tuple[int, int]:
        index = bisect.bisect_right(self._starts, at) - 1
        if index >= 0:
            return self.sentences[index].start, self.sentences[index].end
        return max(0, self.low.rfind("\n", 0, at) + 1), len(self.low)

    # -- titled, without a number ---------------------------------------------------------------

    def _titled(self, match: re.Match[str]) -> None:
        start, end = match.start(), match.end("type")
        if _COUNTED.search(self.low, max(0, start - 8), start):
            return
        found = titled(self.text, self.low, start, end, match["type"], self._sentence(start)[0])
        if found is not None and found[1] == "law by name":
            self._law(start, end, match["type"], found[0])
            return
        if found is None:
            self._by_body(start, end, re.sub(r"\s", " ", match["type"]))
            return
        title, rule = found
        after = None
        issuer, unit, inferred = self._issued(start, end, after, (), numbered=False, own=True)
        if rule == "issued, in small letters" and issuer is None:
            subject = self._subject(start)
            if subject is None:
                return
            issuer, unit = subject, subject
        self._add(
            start, end, data()["types"][re.sub(r"\s", " ", match["type"])][0],
            number=None, symbol=None, issuer=issuer, locality=unit or self._unit_in(start, title),
            date=None, title=title, rule=rule, inferred=inferred, confidence=0.7,
        )  # fmt: skip

    def _law(self, start: int, end: int, kind: str, title: str) -> None:
        """`Luật Đất đai số 31/2024/QH15 ngày 18/01/2024`: what follows the name."""
        name = law_name(self.text, end)
        at = name.end() if name else end
        sign = _LAW_NUMBER.match(self.low, at)
        parsed = parse_symbol(self.text[sign.start("sign") : sign.end("sign")]) if sign else None
        at = sign.end() if sign else at
        date = self._date(at)[0]
        year = _LAW_YEAR.match(self.low, at)
        label = self.issuers.by_codes(parsed.codes, start, start)[0] if parsed else None
        self._add(
            start, at if parsed else end, data()["types"][kind][0],
            number=parsed.number if parsed else None, symbol=parsed.symbol if parsed else None,
            issuer=label, locality=None,
            date=date or (year["year"] if year else parsed.year if parsed else None),
            title=title, rule="law by name", inferred=label is not None, confidence=0.8,
        )  # fmt: skip

    def _by_body(self, start: int, end: int, kind: str) -> None:
        """No number, no title, yet a certain one: `Nghị quyết HĐND tỉnh`, `thực hiện Chỉ thị này`."""
        name = data()["types"][kind][0]
        capital = self.text[start].isupper() and not self.text[start:end].isupper()
        of = _OF.match(self.low, end)
        body = self.issuers.at(of.end()) if of else None
        whose = bool(of and "của" in of[0])
        inside = capital and start > self._sentence(start)[0]
        if body and (kind in _ONE_BODY or (kind in _BODY_CAPITAL and inside and whose)):
            date, at = self._date(body.end)
            self._add(
                start, end, name, number=None, symbol=None, issuer=body.label, locality=body.locality,
                date=date, title=title_after(self.text, self.low, at), rule="named by its body",
                inferred=False, confidence=0.7,
            )  # fmt: skip
            return
        if kind == "nghị quyết" and _ADOPTED.search(self.low, max(0, start - 12), start):
            self._adopted(start, end, name)
            return
        issuer, unit = None, None
        if self.head and self.head.type == name and capital and _BACK.match(self.low, end):
            if _CARRY_OUT.search(self.low, max(0, start - 12), start):
                issuer, unit = self.head.issuer, self.head.unit.label if self.head.unit else None
        elif kind in _ONE_BODY and _DEMANDS.match(self.low, end):
            last = next((d for d in reversed(self.out) if d.type == name and d.issuer), None)
            issuer, unit = (last.issuer, last.locality) if last else (None, None)
        if issuer:
            self._add(
                start, end, name, number=None, symbol=None, issuer=issuer, locality=unit, date=None,
                title=None, rule="named once more", inferred=True, confidence=0.6,
            )  # fmt: skip

    def _adopted(self, start: int, end: int, name: str) -> None:
        """A resolution that a body of the sentence adopts: `HĐND huyện thông qua nghị quyết về …`."""
        first = self._sentence(start)[0]
        by = next((i for i in self.issuers.before(start, first) if _adopts(i)), None)
        if by is not None:
            self._add(
                start, end, name, number=None, symbol=None, issuer=by.label, locality=by.locality, date=None,
                title=title_after(self.text, self.low, end), rule="adopted", inferred=True, confidence=0.6,
            )  # fmt: skip

    def _subject(self, start: int) -> str | None:
        """The unit that is said to have issued it: `tỉnh Vĩnh Phúc đã ban hành kế hoạch …`."""
        mention = self.issuers.nearby.last(start)
        if mention is not None and mention.end > start:
            mention = self.issuers.nearby.last(mention.start)
        issues = mention and re.fullmatch(r" (?:đã |vừa )?ban hành ", self.low[mention.end : start])
        return mention.canonical.split(", ")[0] if mention and issues else None

    def _unit_in(self, start: int, title: str | None) -> str | None:
        """The unit that a title names: `… của thành phố Vĩnh Yên giai đoạn 2021-2025`."""
        reach = start + len(title or "") + 20
        named = self.issuers.nearby.within(start + 1, reach)
        return named[0].canonical.split(", ")[0] if named else None

    # -- facts ----------------------------------------------------------------------------------

    def _own(self, head: Head) -> Directive:
        return self._fact(
            head.start, head.end, head.type or "Văn bản",
            number=head.number, symbol=head.symbol, issuer=head.issuer, date=head.date, title=head.title,
            locality=head.unit.label if head.unit else None, rule="the document's own head",
            inferred=("number", "issuer", "date"), confidence=0.95,
        )  # fmt: skip

    def _add(self, start: int, end: int, kind: str, *, inferred: bool, **fields: object) -> None:
        names = ("issuer", "locality") if inferred else ()
        self.out.append(self._fact(start, end, kind, inferred=names, **fields))

    def _fact(self, start: int, end: int, kind: str, **fields: object) -> Directive:
        first, last = self._sentence(start)
        words = self.text[start:end]
        label = fields.get("locality")
        unit = self._first_of.get(str(label)) if label else None
        if unit is not None:
            fields |= {
                "locality_canonical": unit.locality_canonical,
                "locality_code": unit.locality_code,
                "locality_2025": unit.locality_2025,
                "locality_2025_code": unit.locality_2025_code,
            }
        fields |= {"type": kind, "cues": (words,), "sentence": self.text[first:last], "sentence_start": first}
        return Directive(start=start, end=end, text=words, **fields)  # type: ignore[arg-type]
