"""What may be the indicator of a numeral: the stretches of words that could name what it measures.

An indicator stands before its number (`tỷ lệ X đạt 84,6%`), after it (`100% cửa hàng có mã QR`),
around it (`cập nhật dữ liệu cho 4.100 đối tượng`), or with an earlier number (`đạt 17.836 tỷ đồng,
bằng 112% dự toán`). Stretches are found on the shadow; the words are quoted from the text. Which of
them it is, `nlp.indicators` decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.numbers import Numeral
from nlp.organisations import leading_body

# Words that only link an indicator to its number; they are no part of it.
_AUX = r"đã|đang|sẽ|cũng|chỉ|mới|ước|ước tính|ước thực hiện|dự kiến|phải|cần|vẫn|còn|đều|được|có|lại|thì|nay|hiện|hiện nay|đến nay|tới nay|luôn|nhất là|lần lượt|tương ứng|bình quân|cả|tổng cộng|trung bình|ít ra|thực tế"
_COPULA = (
    r"đạt|chiếm|là|ở mức|đứng ở mức|dừng lại ở|dừng ở|dừng ở mức|dừng lại ở mức|dừng ở con số|quanh mức|mức|vào khoảng|lên|lên tới|lên đến|tới|đến|từ|với|ở|"
    r"tỷ lệ|tỉ lệ|con số|được|về|nâng lên|tăng lên|giảm còn|giảm xuống|giảm xuống còn|xuống|xuống còn|xuống dưới|rút xuống còn|thành|"
    r"hoàn thành|thực hiện|mang về|cán mốc|chạm mốc|mốc|tương đương|tức|nghĩa là|khoảng|gần|hơn|trên|dưới|xấp xỉ|tối thiểu|ít nhất|không dưới|"
    r"tối đa|không quá|không vượt quá|chưa đến|chưa tới|chưa đầy|ngót|vượt|quá|trung bình|nằm trong khoảng|dao động|phấn đấu|duy trì|giữ|giữ vững|bảo đảm|đảm bảo|chừng|độ|vỏn vẹn|đúng"
)
_LINK = re.compile(rf"(?:^|(?<=[\s,:(\"]))(?:{_COPULA}|{_AUX})\s*$")
_RANKED = re.compile(
    r"(?:^|(?<=[\s,:(\"]))(?:xếp|đứng|ở|giữ|vươn lên|lên|nằm|thuộc|vào|lọt|duy trì|trong|tốp|top|nhóm|tốp đầu|nhóm đầu|vị trí|thứ|hạng|thứ hạng|xếp hạng|tiếp tục|là địa phương|địa phương)\s*$"
)
_DIRECTION = re.compile(
    r"(?:^|(?<=[\s,:(\"]))(tăng thêm|tăng|giảm|vượt|hụt|thiếu|thấp hơn|cao hơn|kém hơn|kém|nhiều hơn|ít hơn|nhỉnh hơn|lớn hơn|sớm hơn|ngắn hơn|chậm hơn|hơn|dôi|bằng|gấp|tương đương|chênh)"
    r"(?:\s+(?:được|trên|gần|khoảng|hơn|tới|đến|lên|so với \w+(?: \w+)?|kế hoạch|dự toán|chỉ tiêu|mục tiêu|định mức|mức bình quân))*\s*$"
)
_COMPARISON = re.compile(
    r"\s*(?:,\s*)?(?:(?:so với|so cùng|của|trên|với)\s+|(?=kế hoạch|kh\b|dự toán|chỉ tiêu|mục tiêu|cùng kỳ|tổng|nhiệm vụ|yêu cầu|định mức|khối lượng|vốn|grdp|gdp|số|mức|quy định|nghị quyết|kịch bản|năm|bình quân|cam kết))"
)
_HARD = re.compile(r"[;:\n|]|\.(?=\s|$)|…|\.\.\.|\s[-–]\s|[()\"]")
_STOP_AFTER = re.compile(
    r",?\s+(?:so với|so cùng|trong đó|trong khi|gồm|bao gồm|như:|đạt tỷ lệ|đạt|chiếm|(?<!gia )tăng(?! cường| tốc| trưởng| ca| gia)|giảm(?! nghèo| thiểu| tải)|bằng(?=\s+\d)|vượt|hoàn thành trước|nhưng|song|nhằm|góp phần|"
    r"qua đó|từ đó|nhờ đó|đồng thời|cùng với|ngoài ra|bên cạnh|thấp hơn|cao hơn|với tổng|với số|với kinh phí|thuộc diện|"
    r"là (?:đơn vị|địa phương|huyện|xã|tỉnh)|do(?= )|vì|nên|mà|trước ngày|trước thời hạn|trước|kể từ|theo đúng|(?<!trở )lên|(?<!trở )xuống)(?!\w)"
)
_COMMA_STOP = re.compile(
    r",\s*(?:(?:khoảng|gần|hơn|trên|dưới|xấp xỉ|ước|tối thiểu|ít nhất|có|đạt|với|và|còn|nhưng|đã|chỉ|cả|toàn|mỗi|tổng|trong số|riêng|kết nối đến|hoàn thành|"
    r"chiếm|tăng|giảm|bằng|vượt|tỷ lệ|tỉ lệ|trong|đưa|giúp|góp|nâng|tạo|phục vụ|bảo đảm|đảm bảo|đáp ứng|đã cập nhật|từng bước|nhất là|đặc biệt|số|xếp|đứng|thấp|cao|thu|chi|tập trung|tiếp tục|huyện|tỉnh|xã|phường|thành phố|thị xã|ubnd|sở|ngành|là|hiện|nay|hầu hết|không|chưa|thực hiện|giải quyết|vận động|hỗ trợ|cấp|trao|xử lý|phát hiện|tiếp nhận|nhờ|do|vì|theo|ông|bà|anh|chị)(?!\w)|\d)"
)
_HEADS = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tổng số|tổng|số|chỉ số|mức|thu nhập|doanh thu|giá trị|sản lượng|kim ngạch|diện tích|vốn|tốc độ|lượng|kinh phí|năng suất|"
    r"thu|chi|thuế|công suất|thời gian|điểm|dư nợ|dân số|độ che phủ|mật độ|bình quân|quy mô|chất lượng|khối lượng)(?!\w)"
)
_LEADS = re.compile(
    r"^(?:(?:trong đó|trong số đó|trong số này|đồng thời|cùng với đó|bên cạnh đó|ngoài ra|cụ thể|đặc biệt|đáng chú ý|riêng|còn|và|nhưng|song|tuy nhiên|theo đó|theo báo cáo|kết quả|đến nay|tính đến nay|hiện nay|hiện|tính đến|phấn đấu|"
    r"mục tiêu|chỉ tiêu|nhờ đó|qua đó|nhìn chung|nhất là|trong khi|trong khi đó|theo kế hoạch|như vậy|tính chung|lũy kế|dự kiến|về|đối với|với|để|bảo đảm|đảm bảo|đưa|có|đã|được|mà|là|thì|khi|nâng cao|toàn tỉnh|toàn huyện|toàn thành phố|toàn xã|toàn ngành|cả tỉnh|cả huyện|cả nước|toàn quốc|huyện|tỉnh|thành phố|địa phương|đơn vị|đơn vị này|ngành|sở|xã|phường|năm qua|thời gian qua|a|b|c|d|đ|e|g|h)(?:\s*[,:)]\s*|\s+|$))+"
)
_PLACE_PHRASE = re.compile(
    r"\s*(?:(?:(?:trên|tại|ở|trong|thuộc)\s+)?(?:địa bàn|phạm vi)\s+(?:toàn\s+)?(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|cả nước)?|(?<!\w)(?:của|ở|tại|trên|trong)?\s*(?:toàn|cả)\s+(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|nước|quốc|vùng)|"
    r"(?<!\w)(?:của|ở|tại)\s+(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|địa phương|đơn vị|địa bàn)(?=\s*(?:$|[,;.()]|đạt|chiếm|là|đã|được|có|tăng|giảm|ước|còn|mới|chỉ|cũng|năm)))(?!\w)"
)
_PREPOSITION = re.compile(r"(?:(?:trên\s+)?địa bàn|của|ở|tại|cho|thuộc|trong|từ|vào|đến|tới|riêng|với|toàn|về|trên|theo|ubnd|hết|cuối|đầu|trước|cả)\s*$")
_TRAILING = re.compile(rf"(?:[\s,:\-(\"]|(?:^|(?<=\s))(?:{_AUX}|{_COPULA}|của|và|trong|khi|mà|cho|theo|đó|này|tại|trên|năm|tháng|thấp nhất|cao nhất|nhất|như|còn cao|còn thấp|khá cao|cao|thấp|gồm|bao gồm|lần lượt)(?=\s*$))+$")
_WORD = re.compile(r"\w+")
_GENERIC_SUBJECT = re.compile(
    r"^(?:(?:toàn|cả|tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|địa phương|đơn vị|ngành|sở|cơ quan|ubnd|hđnd|cấp|nơi|nước|quốc|vùng|chúng tôi|họ|ông|bà|khu vực|đây|này|đó|các|những|trong|nhóm|"
    r"đầu|cuối|bảng|tiếp theo|kế đến|kế|tiếp|theo|sau|dẫn đầu|cao nhất|thấp nhất|cao|thấp|kế hoạch|mục tiêu|chỉ tiêu|giao|kh|dự toán|cùng kỳ|năm trước|là|như|lần lượt|và|đứng|số|ở chiều ngược lại|tổng|tức|trên|địa bàn)(?:\s+|,\s*|$))+$"
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """The words of an indicator and how they were found.

    Attributes:
        text: the words.
        rule: `before`, `after`, `around`, `shared` or `derived`.
        base: the words without direction and comparison, for later numbers to share.
        sure: estimated probability that these are the right words.
    """

    text: str
    rule: str
    base: str = ""
    sure: float = 0.5


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence as the reading of indicators needs it.

    Attributes:
        text, shadow: of the whole document.
        start, end: of the sentence.
        cuts: spans that never belong to an indicator (times, places with their prepositions).
    """

    text: str
    shadow: str
    start: int
    end: int
    cuts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a numeral.

    Attributes:
        numeral, unit: the number and the span of its counted noun.
        left, right: the words before it from where no earlier number owns them, and after it.
        earlier: the indicators of the numbers before it, the nearest first; those of its sentence,
            then the last one of the sentence before.
        same: how many of `earlier` stand in its own sentence.
    """

    numeral: Numeral
    unit: tuple[int, int] | None
    left: int
    right: int
    earlier: tuple[Indicator, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that could be the indicator, with what speaks for and against them.

    Attributes:
        indicator: the words.
        ground: marks of the number and the rule, the same object for all candidates that share them.
        marks: marks of these words.
    """

    indicator: Indicator
    ground: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


_DIRECTIONS = frozenset(
    "tăng thêm|tăng|giảm|vượt|hụt|thiếu|thấp hơn|cao hơn|kém hơn|kém|nhiều hơn|ít hơn|nhỉnh hơn|lớn hơn|sớm hơn|ngắn hơn|chậm hơn|bằng|gấp|tương đương|chênh|dôi".split("|")
)
_SILENT = frozenset(("bằng", "tương đương"))
_OWN_VERBS = re.compile(
    r"(?:^|\s)((?:giải quyết|tiếp nhận|xử lý|cấp|giao|hoàn thành|thực hiện|triển khai|xây dựng|trồng|thu hút|công nhận|kích hoạt|kết nối|lắp đặt|thành lập|hỗ trợ|đào tạo|tập huấn|thanh tra|kiểm tra|giảm|"
    r"tăng|cắt giảm|rút gọn|phê duyệt|ban hành|đạt chuẩn|chưa đạt|chưa hoàn thành|tiêm|khám|giải ngân|nộp|số hóa|thiếu|sáp nhập|tinh giản|nghỉ|vận động|trao|khởi công|đưa vào|cập nhật|chi trả|tuyên truyền|quản lý|phát hành|"
    r"xây mới|sửa chữa|phục vụ|đón|thu|chi|huy động|gia hạn|phát hiện|xử phạt|bán|tuyển dụng|gieo cấy|thả nuôi|đưa|mở|lập|bố trí|đầu tư|truy thu|phun trừ|đắp|tiếp|gửi|sắp xếp|bàn giao|điều động|điều chuyển|thu gom|trả|chuyển)"
    r"(?:\s+(?:việc làm|cho|mới|được|thêm|xong|đạt|vào|đưa vào|ra|về)){0,2})$"
)
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)")
_FUNCTION = frozenset(
    "so và trong của cho thì là trở để khi do với mỗi được đã có tại ở trên từ đến về theo vào như gồm còn đang sẽ cùng nhưng mà hoặc hay qua bằng trước sau nên vì".split()
)


def candidates(context: Context, around: Surroundings) -> list[Candidate]:
    """The stretches that could name what a numeral measures, each with its marks; none twice."""
    seen: dict[str, Candidate] = {}
    for candidate in _all(context, around):
        text = candidate.indicator.text
        if text and _WORD.search(text) and text not in seen:
            seen[text] = candidate
    return list(seen.values())


def _all(context: Context, around: Surroundings) -> Iterator[Candidate]:
    sh, numeral, unit = context.shadow, around.numeral, around.unit
    end, cue = _before_end(context, around.left, numeral.start, numeral.kind == "rank")
    tail = unit[1] if unit else numeral.after
    own = _tidy(context, *unit, subject=False) if unit else ""
    direction = cue if cue in _DIRECTIONS else ""
    follows = _FIRST_WORD.match(sh, tail, min(tail + 20, around.right))
    next_word = "none" if follows is None else ("function" if follows[1] in _FUNCTION else "word")
    kind = numeral.kind if numeral.kind != "rate" else "count"
    link = "direction" if direction else "none" if not cue else cue if cue in ":(" else "link"
    first = around.same == 0
    opener = sh[end - 1 : end].strip() or sh[max(end - 2, context.start) : end].strip()[:1] if end > context.start else "start"
    opener = opener if opener in (";", ",", ":", "(", ".", "start", "+", "-", "•") else "digit" if opener.isdigit() or opener == "%" else "word"
    shared_marks = (f"kind={kind}", f"link={link}", f"next={next_word}", f"first={first}", f"unit={bool(unit)}", f"opener={opener}", f"opener={opener}&next={next_word}")

    grounds: dict[str, tuple[str, ...]] = {}

    def make(text: str, rule: str, base: str, *marks: str) -> Candidate:
        ground = grounds.get(rule)
        if ground is None:
            ground = grounds[rule] = (
                f"rule={rule}", *(f"rule={rule}&{m}" for m in shared_marks), f"rule={rule}&kind={kind}&link={link}",
                f"rule={rule}&kind={kind}&next={next_word}", f"cue={cue}&{rule}", f"next={follows[1] if follows else ''}&{rule}",
            )  # fmt: skip
        return Candidate(Indicator(text, rule, base or text), ground, _text_marks(text, rule, kind) + tuple([f"{rule}:{m}" for m in marks]))

    befores = list(_befores(context, around.left, end))
    afters = list(_afters(context, tail, around.right))
    compared = _compared(context, around, tail) if direction or numeral.kind in ("percent", "points", "money", "count") else ""
    plan = bool(_COMPARISON.match(sh, tail))
    for n, (text, boundary) in enumerate(befores):
        spot = f"{n}of{min(len(befores), 4)}"
        if direction:
            word = "" if direction in _SILENT else direction
            yield make(_join(text, word, own if not first and not unit else "", compared), "derived", text, f"at={boundary}", "base=before", spot)
            if own:
                yield make(_join(text, word, own, compared), "derived", text, f"at={boundary}", "base=before+own", spot)
        else:
            yield make(text, "before", text, f"at={boundary}", f"plan={plan}", spot)
            if plan and compared:
                yield make(_join(text, compared), "derived", text, f"at={boundary}", "base=before", spot)
        if own:
            yield make(_join(text, own), "around", text, f"at={boundary}", "own", spot)
            if n == 0 and afters:
                yield make(_join(text, own, afters[0][0]), "around", text, f"at={boundary}", "own+after", f"cue={cue}")
        elif n == 0 and afters:
            for m, (more, where) in enumerate(afters[:2]):
                yield make(_join(text, more), "around", text, f"at={boundary}", f"after={where.split()[0]}", f"len={min(len(more.split()), 4)}", f"{m}")
    verb = cue if cue in ("hoàn thành", "thực hiện", "vượt") else _verb(befores[0][0]) if befores else ""
    for n, (text, boundary) in enumerate(afters):
        spot = f"{n}of{min(len(afters), 4)}"
        if own:
            yield make(_join(own, text), "after", _join(own, text), *_split_marks(boundary), spot, f"verb={bool(verb)}")
            if verb:
                yield make(_join(own, text, verb), "after", _join(own, text), *_split_marks(boundary), spot, "with verb")
        else:
            yield make(text, "after", text, *_split_marks(boundary), spot, f"plan={plan}")
            if verb:
                yield make(_join(verb, text), "after", text, f"at={boundary}", spot, "with verb", f"plan={plan}")
    if own and not afters:
        shared = _SHARED_END.match(sh, tail, context.end)
        if shared:
            words = _tidy(context, shared.end(), _clip(sh, shared.end(), min(context.end, shared.end() + 80)), subject=False)
            if words:
                yield make(_join(own, words), "after", _join(own, words), "shared complement")
    if own:
        yield make(own, "after", own, "own", f"verb={bool(verb)}", f"afters={bool(afters)}")
        if verb:
            yield make(_join(own, verb), "after", own, "own", "with verb", f"afters={bool(afters)}")
    holder = _holder(context, numeral.start) if own else ""
    if holder:
        yield make(_join(own, holder), "around", holder, "holder", f"afters={bool(afters)}")
        if afters:
            yield make(_join(own, afters[0][0], holder), "around", holder, "holder+after")
    for n, earlier in enumerate(around.earlier):
        where = f"{'same' if n < around.same else 'before'}{min(n, 3)}"
        empty = not befores
        alike = bool(own) and own.lower().split()[0] in earlier.text.lower()
        if direction or plan:
            word = "" if direction in _SILENT else direction
            yield make(_join(earlier.base, word, compared), "derived", earlier.base, where, f"empty={empty}", "base=earlier", f"from={earlier.rule}")
            if compared and direction:
                yield make(_join(earlier.base, word), "derived", earlier.base, where, f"empty={empty}", "base=earlier, bare", f"from={earlier.rule}")
        yield make(earlier.base, "shared", earlier.base, where, f"empty={empty}", f"from={earlier.rule}", f"alike={alike}", f"bare={earlier.base == earlier.text}")
        if earlier.text != earlier.base:
            yield make(earlier.text, "shared", earlier.base, where, f"empty={empty}", f"from={earlier.rule}", "full")
        if own and afters and n == 0:
            yield make(_join(own, afters[0][0], earlier.base), "shared", earlier.base, where, "own+after", f"empty={empty}")
        if own and n == 0 and not alike:
            yield make(_join(own, earlier.base), "shared", earlier.base, where, "own", f"empty={empty}")
        if befores and n == 0:
            yield make(_join(befores[0][0], earlier.base), "shared", earlier.base, where, "with before")


# `1 Chỉ thị, 9 Quyết định và 11 Kế hoạch của UBND tỉnh`: what follows the last counts for all.
_SHARED_END = re.compile(r"(?:\s*(?:,|và)\s*\d[\d.]*\s+(?:[^\W\d]+\s+){1,4}?)+(?=(?:của|về|cho|tại)\s)")
_HOLDS = re.compile(r"\s(?:bao gồm|gồm|gồm có)\s*:?\s")


def _holder(context: Context, at: int) -> str:
    """What the sentence says is made up of the things counted: `Hệ thống … gồm 1 điểm …, 2 điểm …`."""
    sh, last = context.shadow, None
    for last in _HOLDS.finditer(sh, context.start, at):
        pass
    if last is None:
        return ""
    begin = max(sh.rfind(sign, context.start, last.start()) + 1 for sign in ",;:.") or context.start
    words = _tidy(context, max(begin, context.start), last.start())
    return "" if re.search(r"\d", words) else words


_PREDICATE = re.compile(
    r"\w (?:được|có|sử dụng|thực hiện|đã|triển khai|ứng dụng|hài lòng|tham gia|đạt|hoàn thành|khai thác|chuyển|nộp|kết nối|trang bị|áp dụng|giải quyết|tiếp nhận|vận hành|xây dựng|bảo đảm|đảm bảo|chưa|không|ký|tiếp cận|số hóa|cung cấp|cập nhật|đăng ký|thành lập|mở|dùng|làm|biết|thanh toán|phát sinh|xử lý)(?!\w)"
)
_PERSONAL = re.compile(r"(?<!\w)(?:tôi|chúng tôi|ông|bà|anh|chị|này|đó|ấy|họ|ubnd|sở)(?!\w)")


@lru_cache(maxsize=4096)
def _text_marks(text: str, rule: str, kind: str) -> tuple[str, ...]:
    """The marks of a candidate's words alone."""
    low = text.lower()
    words = low.split()
    n = len(words)
    size = "1" if n < 2 else "2-3" if n < 4 else "4-9" if n < 10 else "10-20" if n <= 20 else ">20"
    first, last = (words[0], words[-1]) if words else ("", "")
    begins = bool(words) and bool(_OWN_VERBS.match(" ".join(words[:2])) or _OWN_VERBS.match(first))
    return (
        f"rule={rule}&size={size}", f"head={bool(_HEADS.match(low))}&rule={rule}", f"generic={bool(_GENERIC_SUBJECT.match(low))}",
        f"last={last}", f"start={first}&{rule}", f"predicate={bool(_PREDICATE.search(low))}&{rule}&{kind}",
        f"verbal={bool(_OWN_VERBS.search(low))}&{rule}", f"begins verb={begins}&{rule}", f"personal={bool(_PERSONAL.search(low))}",
        f"stop={first in _FUNCTION}&{last in _FUNCTION}",
    )  # fmt: skip


@lru_cache(maxsize=256)
def _split_marks(boundary: str) -> tuple[str, ...]:
    name, _, rest = boundary.partition(" ")
    return f"at={name}", rest, f"at={name}&{rest}", f"sort={rest.rstrip('0123456789')}"


def _before_end(context: Context, left: int, right: int, rank: bool = False) -> tuple[int, str]:
    """Where the words before a numeral end, its links stripped, and the link (or direction) that closed them."""
    sh = context.shadow
    end, cue = right, ""
    for _ in range(12):
        stretch = sh[max(left, end - 60) : end]
        base = max(left, end - 60)
        turned = _DIRECTION.search(stretch)
        if turned and turned[1] != "hơn" and (not cue or cue not in _DIRECTIONS):
            cue, end = turned[1], base + turned.start()
            continue
        match = _LINK.search(stretch) or (_RANKED.search(stretch) if rank else None)
        if match:
            cue, end = cue or match[0].strip(), base + match.start()
            continue
        cut = next((a for a, b in context.cuts if a < end and left <= a and not sh[b:end].strip(" ,:(")), None)
        if cut is not None:
            lead = _PREPOSITION.search(sh[left:cut])
            end = left + lead.start() if lead else cut
            continue
        trimmed = base + len(stretch.rstrip(" ,:(\"-"))
        if trimmed == end:
            break
        if stretch.rstrip().endswith((":", "(")) and not cue:
            cue = stretch.rstrip()[-1]
        end = trimmed
    return end, cue


def _open(sh: str, left: int, at: int, end: int) -> bool:
    """Whether the bracket or quotation mark at an offset is still open at `end`."""
    if sh[at] == "(":
        return ")" not in sh[at:end]
    if sh[at] == ")":
        return "(" not in sh[left:at]
    return sh.count('"', left, end) % 2 == 1


def _befores(context: Context, left: int, end: int) -> Iterator[tuple[str, str]]:
    """Readings of the words before a numeral, from where they may begin; the likeliest first."""
    sh = context.shadow
    begin, boundary = left, "sentence" if left == context.start else "number"
    for hard in _HARD.finditer(sh, left, end):
        sign = hard[0].strip()[:1] or "line"
        if sign in "-–" and hard.start() > context.start + 1:
            continue
        if sign in "()\"" and not _open(sh, left, hard.start(), end):
            continue
        begin, boundary = hard.end(), sign
    starts: list[tuple[int, str]] = []
    dash = max(sh.rfind(" - ", begin, end), sh.rfind(" – ", begin, end))
    commas = [
        m.end()
        for m in re.finditer(r",\s*|\s+(?:và|nhưng|song)\s+", sh[begin:end])
        if m[0][0] != "," or not _coordinated(sh, begin + m.start())
    ]
    heads = [m.start() for m in _HEADS.finditer(sh[begin:end])]
    at_head = [c for c in commas if any(h == c or (c < h <= c + 40 and _LEADS.match(sh[begin + c : begin + h])) for h in heads)]
    if at_head:
        starts.append((begin + at_head[-1], "comma+head"))
    starts.append((begin, boundary))
    for c in reversed(commas[-2:]):
        starts.append((begin + c, "comma" if sh[begin + c - 2 : begin + c].strip() == "," else "and"))
    if dash > begin:
        starts.append((dash + 3, "dash"))
    inner = [h for h in heads if h and begin + h not in dict(starts) and sh[begin + h - 4 : begin + h] != "một "]
    starts += [(begin + h, "head") for h in inner[:2]]
    done: set[int] = set()
    for at, name in starts:
        if at not in done and at < end:
            done.add(at)
            body = leading_body(context.text, at, end)
            words = _tidy(context, body, end) if body < end else ""
            if words and not _GENERIC_SUBJECT.match(words.lower()):
                yield words, name


_ACTS = re.compile(
    r"(?:khai thác|sử dụng|tiếp nhận|giải quyết|sửa chữa|nâng cấp|thay thế|cập nhật|tuyên truyền|tập huấn|phổ biến|kiểm tra|xử lý|quản lý|điều hành|vận hành|xây dựng|phát triển|ký số|gửi|nhận|lưu trữ|lưu|"
    r"đào tạo|bồi dưỡng|tạo lập|trao đổi|thu gom|vận chuyển|sản xuất|kinh doanh|tiếp cận|chia sẻ|kết nối|cài đặt|hướng dẫn|hỗ trợ|duy trì|bảo vệ|lắp đặt|cải tạo|mở rộng|rà soát|số hóa|công khai|niêm yết|xác thực|định danh|đánh giá|trả|thanh toán|chi trả|khám|chữa bệnh|làm sạch|thực hiện|triển khai|đầu tư|thẩm định|thanh tra|giám sát|tích hợp)(?!\w)"
)
_ACTS_BEFORE = re.compile(_ACTS.pattern + r"$")
_LISTED_NOUNS = (
    r"(?:sở|ban|ngành|bộ|phòng|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|thôn|bản|ấp|khóm|buôn|tổ dân phố|cán bộ|công chức|viên chức|người lao động|cơ quan|đơn vị|địa phương|tổ chức|cá nhân|"
    r"doanh nghiệp|người dân|hộ kinh doanh|hợp tác xã|cấp tỉnh|cấp huyện|cấp xã|giáo viên|học sinh|phụ huynh|đảng viên|đoàn viên|hội viên|siêu thị|trung tâm thương mại|cửa hàng|mầm non|tiểu học|thcs|thpt|"
    r"giáo dục|y tế|văn hóa|nông nghiệp|lâm nghiệp|thủy sản|đường|điện|trâu|bò|lợn|gia cầm|học sinh|sinh viên|quản lý|kinh tế|xã hội|an ninh|quốc phòng|đầy đủ|chính xác|kịp thời|khám|chữa bệnh|cận nghèo|hộ nghèo)"
)
_NOUN_BEFORE = re.compile(r"(?<!\w)" + _LISTED_NOUNS + r"$")
_NOUN_AFTER = re.compile(_LISTED_NOUNS + r"(?!\w)")


def _coordinated(sh: str, comma: int) -> bool:
    """Whether a comma only joins two verbs or two nouns of a list (`khai thác, sử dụng`, `các sở, ngành`)."""
    low = max(0, comma - 18)
    rest = sh[comma + 1 : comma + 22].lstrip()
    return bool((_ACTS_BEFORE.search(sh, low, comma) and _ACTS.match(rest)) or (_NOUN_BEFORE.search(sh, low, comma) and _NOUN_AFTER.match(rest)))


def _commas(sh: str, at: int, limit: int) -> Iterator[int]:
    found = sh.find(",", at + 1, limit)
    while found >= 0:
        yield found
        found = sh.find(",", found + 1, limit)


def _rest(sh: str, end: int, limit: int) -> str:
    """What goes on after a reading that ends early: nothing, or the sort of its first word and its length."""
    rest = sh[end:limit].strip(" ,")
    if not rest:
        return "none"
    first = rest.split()[0]
    sort = "predicate" if _PREDICATE.match("x " + rest) else "clause" if _COMMA_STOP.match(", " + rest) else "function" if first in _FUNCTION else "word"
    return f"{sort}{min(len(rest.split()) // 3, 4)}"


def _afters(context: Context, at: int, right: int) -> Iterator[tuple[str, str]]:
    """Readings of the words after a numeral and its unit, up to where they may end; the likeliest first."""
    sh = context.shadow
    hard = _HARD.search(sh, at, right)
    limit = hard.start() if hard else right
    while hard and hard[0].strip() in ("-", "–", "(", ")") and limit < right:  # a dash or brackets inside a name
        hard = _HARD.search(sh, hard.end(), right)
        limit = hard.start() if hard else right
        if hard and hard[0].strip() in ";.:":
            break
    ends: list[tuple[int, str]] = []
    soft = next((m for m in _COMMA_STOP.finditer(sh, at, limit) if not _coordinated(sh, m.start())), None)
    stop = _STOP_AFTER.search(sh, at, limit)
    best = min((m.start() for m in (soft, stop) if m), default=limit)
    ends.append((best, "stop" if best < limit else "hard"))
    commas = [c for c in _commas(sh, at, limit) if not _coordinated(sh, c)]
    ends += list(zip(commas[:2], ("comma", "comma2"), strict=False))
    if soft:
        ends.append((soft.start(), "soft"))
    joint = re.search(r"\s(?:và|nhưng|để|với|nên|phục vụ)\s", sh[at:limit])
    if joint:
        ends.append((at + joint.start(), "joint"))
    ends.append((limit, "hard"))
    done: set[int] = set()
    for end, name in ends:
        if end not in done and end > at and not (sh[end : end + 1] == "," and end < limit and _coordinated(sh, end)):
            done.add(end)
            words = _tidy(context, at, end, subject=False)
            if words:
                yield words, f"{name} rest={_rest(sh, end, limit)}"


def _compared(context: Context, around: Surroundings, tail: int) -> str:
    """What a number is held against: `so với cùng kỳ`, `so với dự toán`; empty when nothing is told."""
    sh = context.shadow
    match = _COMPARISON.match(sh, tail)
    if match:
        end = _clip(sh, match.end(), min(around.right, match.end() + 70))
        words = " ".join(context.text[match.end() : end].split())
        if not words:
            return ""
        return "so với " + words
    window = sh[max(context.start, around.numeral.start - 45) : around.numeral.start]
    inner = _INNER.search(window)
    return inner[1] if inner else ""


_INNER = re.compile(
    r"(?:vượt|so với|hụt|thiếu|thấp hơn|cao hơn|kém|bằng|đạt|ít hơn|nhiều hơn|tăng|giảm)\s+(?:so với\s+)?((?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|định mức|mức bình quân|cùng kỳ|năm ngoái|năm trước|kịch bản)[^,;\d]{0,25}?)\s*(?:gần|hơn|khoảng|trên|là|tới)?\s*$"
)


def _clip(sh: str, at: int, right: int) -> int:
    match = re.search(r"[,;.():\n\"]|\s(?:và|nhưng|song|do|trong|là|nên|để|thì|xếp|đứng|đạt)(?!\w)", sh[at:right])
    return at + match.start() if match else right


def _verb(before: str) -> str:
    """The meaningful verb that closes the words before a counted noun, if there is one."""
    match = _OWN_VERBS.search(before.lower())
    return before[match.start(1) :] if match else ""


_ARTICLES = re.compile(r"(?:các|những|số|tổng số|trong tổng số|lượng)\s+")
_LEFT_OVER = re.compile(r"^về\s+|^(?:(?:của|theo|tại|ở|báo cáo|trong)?\s*,\s*)+|(?<=,)\s*,")


def _tidy(context: Context, start: int, end: int, subject: bool = True) -> str:
    """The words between two offsets without times, places, leading discourse and trailing links."""
    if end <= start:
        return ""
    sh, pieces, at = context.shadow, [], start
    spans = [s for s in context.cuts if s[0] < end and s[1] > start]
    spans += [m.span() for m in _PLACE_PHRASE.finditer(sh, start, end)]
    for a, b in sorted(spans):
        if a < at:
            at = max(at, b)
            continue
        lead = _PREPOSITION.search(sh[at:a])
        pieces.append((at, at + lead.start() if lead else a))
        at = b
    pieces.append((at, end))
    words = " ".join(" ".join(context.text[a:b].split()) for a, b in pieces if b > a).strip()
    words = re.sub(r"\s+([,)])", r"\1", words)
    low = words.lower()
    lead = _LEADS.match(low) if subject else _ARTICLES.match(low)
    if lead and lead.end() < len(low):
        words = words[lead.end() :]
    words = _LEFT_OVER.sub("", words)
    trail = _TRAILING.search(words.lower())
    if trail:
        words = words[: trail.start()]
    words = words.strip(" ,:;.-–\"“”|")
    if words.count("(") != words.count(")"):
        words = words.replace("(", " ").replace(")", " ")
    return " ".join(words.split())


def _join(*parts: str) -> str:
    return " ".join(p for p in parts if p)
