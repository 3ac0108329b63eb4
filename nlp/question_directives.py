"""The governing document a question asks about or by: type, number, sign, in any spelling."""

import re
from dataclasses import dataclass

from nlp.question_words import Reading
from nlp.shadow import bare

TYPES = {
    "quyết định": ("quyet dinh", "qd", "decision"),
    "kế hoạch": ("ke hoach", "kh", "plan"),
    "nghị quyết": ("nghi quyet", "nq", "resolution"),
    "chỉ thị": ("chi thi", "ct", "directive"),
    "đề án": ("de an", "da", "scheme"),
    "công văn": ("cong van", "cv", "official letter", "dispatch"),
    "thông báo": ("thong bao", "tb", "notice"),
    "chương trình": ("chuong trinh", "ctr", "programme", "program"),
    "nghị định": ("nghi dinh", "nd", "decree"),
    "thông tư": ("thong tu", "tt", "circular"),
    "luật": ("luat", "law"),
    "hướng dẫn": ("huong dan", "hd"),
    "tờ trình": ("to trinh", "ttr", "submission"),
    "báo cáo": ("bao cao", "bc"),
    "công điện": ("cong dien", "cd", "urgent dispatch", "urgent telegram"),
    "kết luận": ("ket luan", "kl"),
    "pháp lệnh": ("phap lenh",),
}
_OF = {name: kind for kind, names in TYPES.items() for name in names}
_LONG = sorted((n for n in _OF if len(n) > 3), key=len, reverse=True)
_TYPE = re.compile(rf"(?<!\w)(?P<type>{'|'.join(_LONG)}|nq|qd)s?(?!\w)")
_WITH_NUMBER = re.compile(
    rf"(?<!\w)(?P<type>{'|'.join(sorted(_OF, key=len, reverse=True))})\s*(?:so|no\.?|number)?\s*[:.]?\s*"
    r"(?P<number>\d{1,5})(?!\d*[.,%]\d|\d|\s*%)"
    r"(?:\s*[/ ]\s*(?P<symbol>(?:qd|nq|kh|ct|cv|tb|nd|tt|ttr|bc|hd)(?:[-–/ ]\s*[a-zđ]+)*))?"
)
# A type in capitals of which the number is asked (`CT số mấy`), so that it is no `chỉ tiêu`.
_ASKED_SHORT = re.compile(
    r"(?<![\w/])(?P<type>CT|KH|NQ|QĐ|CV|NĐ|TB)(?= (?:số mấy|số bao nhiêu|so may|so bao nhieu))"
)
_COUNTED = re.compile(
    r"(?:%|phan tram|ty|trieu|nghin|xa|huyen|truong|chi tieu|muc tieu|nhiem vu|nam|van ban"
    r"|thang(?! \d{1,2}(?!\d)))"
)
_SIGN = re.compile(
    r"(?<![\w/,.])(?P<number>\d{1,5})\s*[/ ]\s*(?:(?P<year>(?:19|20)\d\d)\s*[/ ]\s*)?"
    r"(?P<abbr>qd|nq|kh|ct|cv|tb|nd|tt|ttr|bc|hd|cd|kl|ctr)"
    r"(?P<rest>(?:\s*[-/]\s*[a-z]{2,8}|\s+(?:ubnd|hdnd|ttg|cp|tu|hu)(?!\w))*)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class AskedDirective:
    """A directive in a question: its type in small letters, number and sign, as far as typed."""

    type: str | None
    number: str | None = None
    symbol: str | None = None


def find_directive(reading: Reading) -> tuple[AskedDirective | None, bool]:
    """The directive a question names, and whether by its number; a number's stretch is taken.

    Example:
        >>> find_directive(Reading("qd 507 về việc gì"))[0].number
        '507'
    """
    low = reading.bare.replace("–", "-")
    if match := _SIGN.search(low):
        reading.take(match.start(), match.end())
        return AskedDirective(_OF[match["abbr"]], match["number"], _sign(match)), True
    if match := _WITH_NUMBER.search(low):
        name = match["type"]
        if len(name) > 3 or (name in ("qd", "nq", "kh", "ct", "nd", "cv", "tb") and _plain(reading, match)):
            after = low[match.end() :].lstrip()
            year = re.fullmatch(r"(?:19|20)\d\d", match["number"]) and "so " not in match[0]
            if not year and not _COUNTED.match(after):
                reading.take(match.start(), match.end())
                return AskedDirective(_OF[name], match["number"]), True
    if match := _ASKED_SHORT.search(reading.text):
        return AskedDirective(_OF[bare(match["type"].lower())]), False
    if match := _TYPE.search(low):
        typed = reading.low[match.start() : match.end()]
        if typed == bare(typed) or typed.rstrip("s") in TYPES or len(typed) < 4:
            return AskedDirective(_OF[match["type"]]), False
    return None, False


def _plain(reading: Reading, match: re.Match[str]) -> bool:
    return not reading.accented or reading.text[match.start("type") : match.end("type")].isupper()


def _sign(match: re.Match[str]) -> str:
    year = f"/{match['year']}" if match["year"] else ""
    rest = "-".join(re.findall(r"[a-z]+", match["rest"]))
    return f"{match['number']}{year}/{match['abbr']}" + (f"-{rest}" if rest else "")
