"""A question read once more, for what its cues leave open, and with offices' words for people's ones."""

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import chain

from nlp.question import LONGEST, Question, Threshold
from nlp.question_directives import TYPES as DIRECTIVES
from nlp.question_directives import AskedDirective
from nlp.question_periods import AskedPeriod
from nlp.question_words import Cue, Reading, Term, abbreviation_table, split
from nlp.shadow import bare, shadow

# What somebody means to do, so that a target answers.
_INTENDS = Cue(
    r"(?<!\w)(?:dự định|(?<!ổn )(?<!quy )(?<!khẳng )(?<!nhận )(?<!quyết )(?<!cố )(?<!chỉ )(?<!xác )(?<!giám )"
    r"(?<!thẩm )(?<!nghị )(?<!kiểm )(?<!bình )(?<!nam )(?<!gia )(?<!dự )(?<!ấn )(?<!hiệp )"
    r"định (?!hướng|mức|danh|cư|kỳ|lượng|giá|chế|canh|quán|hóa)|ấn định|nhắm(?! mắt)"
    r"|(?<!ước )tính (?=có thêm|làm|trồng|xây|mở|đón|đưa|giảm|nâng)"
    r"|đặt kế hoạch|tính (?=đến năm \d+ (?:sẽ|phải))|intends?|intended|hopes?|hoped|plans|planning|aims?"
    r"|means? to|meant to|wants? to"
    r"|aim for)(?!\w)"
)
# Words that ask, intend or soften, and that no document has to have.
_NO_CONTENT = Cue(
    r"(?<!\w)(?:dự định|ấn định|cỡ nào|cỡ|chừng|độ chừng|tầm|vậy|thế|luôn|rồi|thật sự|thực sự|cụ thể"
    r"|chính xác"
    r"|trước sắp xếp|trước khi (?:sắp xếp|sáp nhập)|sau (?:khi )?(?:sắp xếp|sáp nhập)|lên tới|vươn tới"
    r"|phần (?=dân)"
    r"|aim|aims|aiming|intend|intends|exactly|roughly|approximately|altogether|overall|respectively|separated"
    r"|separates?|make up|makes up|individual)(?!\w)"
)
_OVER_TARGETS = re.compile(
    r"(?<!\w)(?:da |deu )?(?:vuot|dat|hoan thanh|can dich|ve dich)(?: va vuot)?(?: \w+){0,2}? ?"
    r"(?:chi tieu|ke hoach|muc tieu|du toan|muc|nghi quyet|yeu cau)(?!\w)"
)
# `which targets has the city already met`
_DONE = re.compile(
    r"(?<!\w)(?:did|has|have|had|were|was)(?!\w)(?! (?:expected|supposed|due|to))[^?]*(?<!\w)(?:meet|met"
    r"|reach(?:ed)?|exceed(?:ed)?|achieved?|surpass(?:ed)?|beat(?:en)?|fulfill?(?:ed)?|hit|completed?)(?!\w)"
)
_MUST = re.compile(r"(?<!\w)(?:phai|can|se|phan dau|muon|du kien|du dinh|dat ra|de ra|huong toi|nham)(?!\w)")
# `lên tới 70% chưa` asks whether that much was reached, not whether it is just that much.
_REACHED = re.compile(
    r"(?<!\w)(?:len|toi|dat|cham|duoc|den|hit|reach\w*|as (?:high|many|much) as)(?: (?:toi|muc|moc|den"
    r"|duoc))*"
    r" (?:\d+(?:[.,]\d+)*)[^?]*(?<!\w)(?:chua|yet)\W*$"
)
# `có nằm trong 20 tỉnh dẫn đầu không` asks for a rank.
_AMONG_FIRST = re.compile(
    r"(?<!\w)(?:nam trong|thuoc|lot vao|lot|vao|dung trong|in|among)(?: the)?(?: nhom| top| top)?(?: first)? "
    r"(?P<n>\d{1,2})(?: [a-z,]+){0,5}?(?: dan dau| dung dau| cao nhat| tot nhat|(?<=top \d)"
    r"|(?<=top \d\d)| best| highest| leading)"
)
_AMONG_TOP = re.compile(r"(?<!\w)(?:top|tốp) (?P<n>\d{1,2})(?!\d)")
# How far something lies from what was set.
_BY_HOW_MUCH = re.compile(
    r"(?<!\w)(?:vuot|hut|(?<!toi )thieu|kem|thap hon|cao hon|con thieu|con kem)(?: [a-z]+){1,6}? (?:bao nhieu"
    r"|may)(?!\w)"
    r"|(?<!\w)con (?:thieu|can|phai)(?: [a-z]+){0,3}? (?:bao nhieu|may)(?!\w)"
    r"|(?<!\w)how many more (?:[a-z-]+ ){1,6}(?:still )?(?:needs?|needed|lacks?|lacked|had to)(?!\w)"
    r"|(?<!\w)by how (?:much|many|far)[^?]*(?:beat|exceed|miss|fall short|short of|surpass|over|under"
    r"|above|below)"
)
_SET = re.compile(
    r"(?<!\w)(?:muc tieu|chi tieu|ke hoach|du toan|nghi quyet|muc giao|targets?|plan|goal|estimate"
    r"|assigned)(?!\w)"
)
_TARGETS_COUNTED = re.compile(r"(?:chi tieu|muc tieu|tieu chi|nhiem vu)(?!\w)")
_LEVELLESS = re.compile(
    r"(?<!\w)(?:dia phuong|dia ban|noi|huyen|thanh pho|xa|tinh|don vi)(?: [a-z]+){1,4} nao(?!\w)"
)
# A report, a meeting or a speech, whose date is not that of a figure.
_TOLD_AT = re.compile(
    r"(?<!\w)(?:phien hop|hoi nghi|ky hop|buoi hop|bao cao|ban tin|phat bieu|cuoc hop|meeting|session|report)"
    r"(?: (?!nam |thang |quy |ngay )[a-z]+){0,8}? (?:dau |cuoi |giua |nam |thang |quy |ngay |in |of |from )*$"
)
_NUMBERED = re.compile(r"(?<!\w)(?P<type>[a-z]+(?: [a-z]+)?) (?:so may|so bao nhieu|so hieu|nao|gi)(?!\w)")
# `phải giải ngân ít nhất bao nhiêu`, `what was it told to reach`: what had to be done is a target.
_HAD_TO = re.compile(
    r"(?<!\w)(?<!co )phai (?:[a-z]+ ){0,5}?(?:it nhat|toi thieu|tren|qua) (?:duoc )?(?:bao nhieu|may)(?!\w)"
    r"|(?<!\w)(?<!co )phai (?:dat|giai ngan|hoan thanh|len|thu|nang|giam)(?: [a-z]+){0,5}? "
    r"(?:bao nhieu|may)(?!\w)"
    r"|(?<!\w)(?:told|asked|required|ordered|instructed|obliged|expected|due) to (?:have |be |reach|hit|meet"
    r"|disburse|spend|collect|complete|achieve|get|attain|raise|cut)"
)
_SPELT = (
    ("quí", "quý"), ("Quí", "Quý"), ("đên ", "đến "), ("Đên ", "Đến "),
    (r"(?<!ồng )(?:kông|hông)(?=\s*\??$)", "không"),
)  # fmt: skip


_SCHOOL_YEAR = re.compile(
    r"(?<!\w)((?:năm học|niên khóa|nam hoc|nien khoa) 20\d\d) (?=20\d\d(?!\d))", re.IGNORECASE
)
_SAME_YEAR = re.compile(
    r"(?<![\d/])(?P<first>\d{1,2}/\d{1,2})(?P<to>\s*(?:đến|den|tới|toi|-|–|to)\s*(?:hết |het )?(?:ngày "
    r"|ngay )?"
    r"\d{1,2}/\d{1,2}/(?P<year>\d{4}))"
)

# `Chị rà giúp:`, `Tôi cần liệt kê cho bài tổng kết:`: what leads to a question and says nothing of it.
_LEAD_IN = re.compile(
    r"^[^:?\d]{0,70}(?<!\w)(?:giúp|giùm|dùm|cần|nhờ|xin|hỏi|giup|gium|can|nho|hoi|please|need|help)(?!\w)[^:?\d]{0,50}:\s+(?=\S)",
    re.IGNORECASE,
)
# `… có vượt kế hoạch không, hay hụt?` asks for yes or no.
_OR_NOT = re.compile(
    r"(?<!\w)(?P<asked>không|chưa|khong|chua),? hay (?:là |la )?(?!không|chưa|khong|chua)[^?,]{2,24}\W*$"
)
# `… đã đạt chưa (năm học 2022-2023)`: what stands in brackets behind the question belongs into it.
_BEHIND = re.compile(
    r"^(?P<asked>.*(?<!\w)(?:không|chưa|chăng|khong|chua|chang|ko)) *\??\s*\((?P<more>[^()]{3,60})\)\W*$",
    re.DOTALL,
)
# `xã nào cũng có` asks about all of them.
_EACH = re.compile(
    r"(?<!\w)(?P<noun>(?:xã|phường|huyện|quận|thị xã|thành phố|tỉnh|địa phương|trường|đơn vị|sở|ngành|hộ"
    r"|thôn|bản|xa|phuong|huyen|quan|thi xa|thanh pho|tinh|dia phuong|truong|don vi|so|nganh|ho|thon|ban)) "
    r"(?P<which>nào|nao) (?P<rest>[^?,.;]{0,40}?)(?:cũng|cung)(?= )",
    re.IGNORECASE,
)


def respelt(text: str) -> str:
    """A question with words mended that name times, without which no time is read, and brackets put in.

    Example:
        >>> respelt("từ 1/7 đên 30/9/2025")
        'từ 1/7/2025 đến 30/9/2025'
    """
    text = re.sub(r"\s+", " ", text)[:LONGEST]
    for wrong, right in _SPELT:
        text = re.sub(rf"(?<!\w){wrong}(?![^\W\d_])", right, text)
    text = _LEAD_IN.sub("", text)
    text = _OR_NOT.sub(r"\g<asked>?", text)
    text = _BEHIND.sub(r"\g<more>, \g<asked>?", text)
    if each := _EACH.search(text):
        every = "tất cả các" if each["which"] == "nào" else "tat ca cac"
        said = f"{every} {each['noun']} {each['rest']}{'đều' if each['which'] == 'nào' else 'deu'}"
        text = text[: each.start()] + said + text[each.end() :]
    text = _SCHOOL_YEAR.sub(r"\1-", text)
    return _SAME_YEAR.sub(r"\g<first>/\g<year>\g<to>", text)


def refined(q: Question) -> Question:
    """The question with what `nlp.question` leaves open filled in.

    Example:
        >>> from nlp.question import parse
        >>> [p.edtf for p in refined(parse("GRDP 6 tháng năm 2018 và năm 2019")).periods]
        ['2018-01/2018-06', '2019-01/2019-06']
    """
    reading, plain = Reading(q.read), bare(shadow(q.read))
    q = replace(q, periods=_with_years(q.periods, plain))
    q = _told_elsewhere(q, plain)
    q = _of_kind(q, plain)
    q = _bounded(q, plain)
    q = _directive(q, plain)
    if q.role is None and q.wants == "value" and not q.yesno and _INTENDS.search(reading):
        q = replace(q, role="target")
    had_to = q.role is None and q.wants == "value" and not q.yesno and q.status != "missed"
    if had_to and {"howmany", "percent"} & q.cues and _HAD_TO.search(plain):
        q = replace(q, role="target", status=None)
    told = q.role == "target" and q.status == "met" and q.wants == "list"
    if told and (_OVER_TARGETS.search(plain) or _DONE.search(plain)) and not _MUST.search(plain):
        q = replace(q, role="result")  # `loại nào vượt chỉ tiêu tỉnh giao` asks what was done
    if (
        q.role == "result"
        and "target_strong" in q.cues
        and _WANTS.search(reading)
        and not _NOW.search(reading)
    ):
        q = replace(q, role="target")  # `muốn đến năm 2025 mỗi người … được bao nhiêu`
    q = _written_out(q)
    q = _on_subject(q, plain)
    q = _in_offices_words(q)
    q = _population(q)
    idle = [m.span() for m in _NO_CONTENT.finditer(reading)]
    left = tuple(t for t in q.terms if not any(a <= t.start and t.end <= b for a, b in idle))
    return replace(q, terms=tuple(map(_as_documents_are_read, left or q.terms)))


def _as_documents_are_read(term: Term) -> Term:
    """A term with the short forms inside its wordings written out, as those of documents are (`vốn FDI`)."""
    forms = tuple(dict.fromkeys(tuple(chain.from_iterable(map(_long_form, form))) for form in term.forms))
    return term if forms == term.forms else replace(term, forms=forms)


def _long_form(word: str) -> tuple[str, ...]:
    """The words that a short form stands for, loose if it is (`~fdi`); another word alone."""
    plain = word.removeprefix("~")
    found = abbreviation_table().get(plain)
    if found is None or found[1]:
        return (word,)
    return tuple(f"~{bare(w)}" for w in found[0]) if plain != word else found[0]


_WANTS = Cue(r"(?<!\w)(?:muốn|phấn đấu|đặt mục tiêu|hướng tới|dự kiến|quyết tâm)(?!\w)")
_NOW = Cue(r"(?<!\w)(?:đến nay|hiện|hiện nay|đã|tính đến|thực hiện được|kết quả)(?!\w)")
_SOURCE = re.compile(
    r"^(?:theo (?!ke hoach|chi tieu|muc tieu|nghi quyet|du toan)|according to )[^,?]{5,90}, "
)
_HELD = re.compile(
    r"(?:so voi )?(?:(?:vuot|dat|hut|hoan thanh) )?(?:ke hoach|chi tieu|muc tieu)(?: (?:duoc )?giao)?"
    r"|planned|targeted"
)
_HELD_AT_ALL = re.compile(_HELD.pattern + r"|(?:so voi )?(?:(?:vuot|dat|hut) )?du toan(?: (?:duoc )?giao)?")


# A body that set a target, where what came of it is asked about.
_GIVER = re.compile(
    r"(?<!\w)(?:(?:ma|do|cua|so voi|muc|nghi quyet) )*(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|tinh uy"
    r"|huyen uy|thanh uy|thu tuong(?: chinh phu)?|chinh phu|trung uong|cap tren|bo [a-z]+(?: [a-z]+)?)"
    r"(?: (?:tinh|huyen|xa|thanh pho))* (?:da )?(?:giao|de ra|dat ra|yeu cau|an dinh)(?!\w)"
    r"|(?<!\w)(?:set|assigned|given|required|imposed|handed down|laid down|approved) by (?:the )?"
    r"(?:prime minister|government|central government|province|district|ministry"
    r"|(?:provincial |district |city |people's )*(?:council|committee|authorities))(?!\w)"
    r"|(?<!\w)(?:(?:provincial|district|city|people's) )*"
    r"(?:council|committee|province|government|prime minister)"
    r"'s (?=[a-z -]{0,40}(?:targets?|plan|goal|requirement|estimate))"
    r"|(?<!\w)(?<!that the )(?:(?:provincial|district|city|people's) )*(?:council|committee|government)"
    r"(?= (?:had |has )?(?:set|assign|approv|requir|fix|plan|aim|impos))"
)


def _on_subject(q: Question, plain: str) -> Question:
    """Without the words for where it was told and, in lists of what was met, for what it is held against."""
    told = _SOURCE.match(plain)
    lists = q.wants in ("list", "places", "items") and q.status is not None
    set_out = q.status or q.wants == "gap" or (q.role == "target" and not q.yesno)
    givers = [m.span() for m in _GIVER.finditer(plain)] if set_out else []
    left = tuple(
        t
        for t in q.terms
        if not (told and t.start < told.end())
        and not (lists and _HELD.fullmatch(bare(shadow(t.text))))
        and not any(a <= t.start < b for a, b in givers)
    )
    kept = left if any(t.weight >= 0.5 for t in left) else _less_plan(q, lists)
    return replace(q, terms=kept) if kept != q.terms else q


def _less_plan(q: Question, lists: bool) -> tuple[Term, ...]:
    """The terms of a list at a place, less those for what it is held against, which may be all there are."""
    if not lists or not q.places or q.levels:
        return q.terms
    return tuple(t for t in q.terms if not _HELD_AT_ALL.fullmatch(bare(shadow(t.text))))


_AND_YEAR = re.compile(r" ?(?:va|,|and|voi|so voi) (?:nam |cung ky nam )?")


def _with_years(periods: tuple[AskedPeriod, ...], plain: str) -> tuple[AskedPeriod, ...]:
    """Months named once for several years (`6 tháng năm 2018 và năm 2019`) hold for each of them."""
    if len(periods) == 2:
        first, second = periods
        stretch = re.fullmatch(r"(\d{4})(-\d\d/)\1(-\d\d)", first.edtf)
        if stretch and len(second.edtf) == 4 and _AND_YEAR.fullmatch(plain[first.end : second.start]):
            edtf = f"{second.edtf}{stretch[2]}{second.edtf}{stretch[3]}"
            return first, replace(second, edtf=edtf, whole=False)
    open_ones = [p for p in periods if p.edtf.startswith("XXXX")]
    years = [p for p in periods if re.fullmatch(r"\d{4}", p.edtf)]
    if len(open_ones) != 1 or not years or len(years) + 1 != len(periods):
        return periods
    months = open_ones[0].edtf
    return tuple(replace(y, edtf=months.replace("XXXX", y.edtf), whole=False) for y in years)


def _told_elsewhere(q: Question, plain: str) -> Question:
    """Without the date of a report or a meeting, where another time is asked about."""
    if len(q.periods) < 2:
        return q
    kept = tuple(p for p in q.periods if not _TOLD_AT.search(plain[: p.start]))
    return replace(q, periods=kept) if kept else q


def _of_kind(q: Question, plain: str) -> Question:
    """The kind of question, where a word for another kind stands in it by the way."""
    if q.wants == "refuse" and q.refusal == "opinion" and {"howmany", "percent"} & q.cues:
        return replace(
            q, wants="value", role="target", refusal=None
        )  # `what share should it make up by 2030`
    if q.wants == "mentioned" and q.status:
        q = replace(q, wants="places")
    if q.wants == "trend" and q.indicators_asked and q.status and "trend" not in q.cues:
        q = replace(q, wants="list")
    asks_amount = q.wants in ("value", "trend") and not q.yesno and not q.parts
    counts = _TARGETS_COUNTED.match(bare(q.counted or "")) is not None
    if (
        asks_amount
        and not counts
        and _BY_HOW_MUCH.search(plain)
        and _SET.search(plain)
        and "against" not in q.cues
    ):
        left = tuple(t for t in q.terms if not _SET.search(bare(shadow(t.text))))
        left = tuple(t for t in left if bare(shadow(t.text)) not in ("ca nam", "ca", "du", "vuot", "points"))
        return replace(q, wants="gap", role=None, status=None, terms=left or q.terms, cues=q.cues | {"gap"})
    if q.wants == "extreme" and not q.levels and _LEVELLESS.search(plain):
        q = replace(q, levels=frozenset({"any"}))
    return q


def _bounded(q: Question, plain: str) -> Question:
    """A bound that is asked about without a word for more or less."""
    if "yesno" not in q.cues or q.threshold:
        return q
    among = _AMONG_FIRST.search(plain) or (_AMONG_TOP.search(plain) if "hang" not in plain else None)
    if among:
        rank = Threshold("at_most", float(among["n"]), "hạng")
        left = tuple(t for t in q.terms if not among.start() <= t.start < among.end())
        numbers = tuple(n for n in q.numbers if n != rank.value)
        return replace(
            q, wants="value", yesno=True, threshold=rank, unit="hạng", numbers=numbers, levels=frozenset(),
            extreme=None, status=None, role=None, terms=left or q.terms,
        )  # fmt: skip
    if q.yesno and len(q.numbers) == 1 and not _SET.search(plain) and _REACHED.search(plain):
        bound = Threshold("at_least", q.numbers[0], "%" if q.percents else None)
        return replace(q, threshold=bound, numbers=(), percents=(), status=None)
    return q


_KINDS = {name: kind for kind, names in DIRECTIVES.items() for name in names}


def _directive(q: Question, plain: str) -> Question:
    """The kind of document asked for, where another is named too (`công văn số mấy triển khai …`)."""
    if q.wants != "directive":
        return q
    for match in _NUMBERED.finditer(plain):
        words = match["type"].split()
        kind = _KINDS.get(" ".join(words)) or _KINDS.get(words[-1])
        if kind and q.directive and kind != q.directive.type:
            return replace(q, directive=AskedDirective(kind), cues=q.cues | {"directive_number"})
    return q


@cache
def _short_forms() -> dict[str, tuple[tuple[str, ...], ...]]:
    text = (files("index") / "data" / "short_forms.tsv").read_text(encoding="utf-8")
    lines = [x.split("\t") for x in text.splitlines() if x.strip() and not x.startswith("#")]
    return {short: tuple(split(f) for f in forms.split("|")) for short, forms in lines}


_INHABITANTS = tuple(split(words) for words in ("dân số", "số dân", "quy mô dân số"))


def _population(q: Question) -> Question:
    """How many inhabitants there are, which no other count of people answers (`dân số Hà Nội`)."""
    strong = [t for t in q.terms if t.weight >= 0.5]
    if len(strong) != 1 or bare(shadow(strong[0].text)) not in ("dan so", "population", "inhabitants"):
        return q
    only = replace(strong[0], forms=_INHABITANTS)
    return replace(q, terms=tuple(only if t is strong[0] else t for t in q.terms))


_VOWEL = re.compile(r"[aeiouy]")


def _written_out(q: Question) -> Question:
    """The terms with short forms that are typed in capitals; `CT` says as little as `chỉ tiêu`."""
    out = []
    loose = not Reading(q.read).accented
    for t in q.terms:
        short = t.text.upper() if loose and not _VOWEL.search(t.text.lower()) else t.text
        forms = _short_forms().get(short) if len(t.forms) == 1 and short.isupper() else None
        weight = 0.3 if short == "CT" else t.weight
        out.append(replace(t, forms=(*forms, *t.forms), weight=weight) if forms else t)
    return replace(q, terms=tuple(out))


@dataclass(frozen=True, slots=True)
class _Saying:
    """How people say something, and the wordings of offices for it."""

    said: str
    cue: Cue
    forms: tuple[tuple[str, ...], ...]


@cache
def _colloquial() -> dict[str, list[tuple[str, str]]]:
    """The lines of people's words, by the first of these without accents: what they say, wordings for it."""
    text = (files("index") / "data" / "colloquial.tsv").read_text(encoding="utf-8")
    out: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            said, forms = line.split("\t")
            out.setdefault(bare(shadow(said.split()[0])), []).append((said, forms))
    return out


@cache
def _sayings(first: str) -> tuple[_Saying, ...]:
    """What people say that begins with a word."""
    return tuple(
        _Saying(
            said,
            Cue(rf"(?<!\w){re.escape(said).replace(chr(92) + ' ', ' ')}(?!\w)"),
            tuple(split(form) for form in forms.split("|")),
        )
        for said, forms in _colloquial().get(first, ())
    )


def _in_offices_words(q: Question) -> Question:
    """The terms of a question with those that people say otherwise than documents write."""
    if q.english:
        return q
    reading, terms, taken = Reading(q.read), list(q.terms), bytearray(len(q.read))
    firsts = dict.fromkeys(bare(word.text) for word in reading.words)
    sayings = [saying for first in firsts if first in _colloquial() for saying in _sayings(first)]
    for saying in sorted(sayings, key=lambda s: -len(s.said)):
        for match in saying.cue.finditer(reading):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            own = [t for t in terms if start <= t.start < end]
            if not own or any(t.end > end for t in own):
                continue
            taken[start:end] = b"\1" * (end - start)
            same = own[0].forms if len(own) == 1 else (split(saying.said),)
            said = Term(q.read[start:end], tuple(dict.fromkeys((*saying.forms, *same))), 1.0, start, end)
            terms = [t for t in terms if t not in own] + [said]
    return replace(q, terms=tuple(sorted(terms, key=lambda t: t.start))) if any(taken) else q
