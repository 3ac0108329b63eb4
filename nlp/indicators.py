"""What is measured: the words of the sentence that name the indicator of a numeral.

An indicator stands before its number (`tỷ lệ X đạt 84,6%`), after it (`100% cửa hàng có mã QR`),
around it (`cập nhật dữ liệu cho 4.100 đối tượng`), or with an earlier number (`đạt 17.836 tỷ đồng,
bằng 112% dự toán`). Stretches are found on the shadow; the words are quoted from the text.
"""

import re
from dataclasses import dataclass

from nlp.numbers import Numeral

# Words that only link an indicator to its number; they are no part of it.
_AUX = r"đã|đang|sẽ|cũng|chỉ|mới|ước|ước tính|ước thực hiện|dự kiến|phải|cần|vẫn|còn|đều|được|có|lại|thì|nay|hiện|hiện nay|đến nay|tới nay|luôn|nhất là|lần lượt|tương ứng|bình quân|cả|tổng cộng|trung bình|ít ra|thực tế"
_COPULA = (
    r"đạt|chiếm|là|ở mức|đứng ở mức|dừng lại ở|dừng ở|dừng ở mức|dừng lại ở mức|dừng ở con số|quanh mức|mức|vào khoảng|lên|lên tới|lên đến|tới|đến|từ|với|ở|"
    r"tỷ lệ|tỉ lệ|con số|được|về|nâng lên|tăng lên|giảm còn|giảm xuống|giảm xuống còn|xuống|xuống còn|xuống dưới|rút xuống còn|thành|"
    r"hoàn thành|thực hiện|mang về|cán mốc|chạm mốc|mốc|tương đương|tức|nghĩa là|khoảng|gần|hơn|trên|dưới|xấp xỉ|tối thiểu|ít nhất|không dưới|"
    r"tối đa|không quá|không vượt quá|chưa đến|chưa tới|chưa đầy|ngót|vượt|quá|trung bình|nằm trong khoảng|dao động|phấn đấu|duy trì|giữ|giữ vững|bảo đảm|đảm bảo|chừng|độ|vỏn vẹn|đúng"
)
_LINK = re.compile(rf"(?:^|(?<=[\s,:(\"]))(?:{_COPULA}|{_AUX})\s*$")
_DIRECTION = re.compile(
    r"(?:^|(?<=[\s,:(\"]))(tăng thêm|tăng|giảm|vượt|hụt|thiếu|thấp hơn|cao hơn|kém hơn|kém|nhiều hơn|ít hơn|nhỉnh hơn|lớn hơn|sớm hơn|ngắn hơn|chậm hơn|hơn|dôi|bằng|gấp|tương đương|chênh)"
    r"(?:\s+(?:được|trên|gần|khoảng|hơn|tới|đến|lên|so với \w+(?: \w+)?|kế hoạch|dự toán|chỉ tiêu|mục tiêu|định mức|mức bình quân))*\s*$"
)
_COMPARISON = re.compile(
    r"\s*(?:,\s*)?(?:(?:so với|so cùng|của|trên|với)\s+|(?=kế hoạch|kh\b|dự toán|chỉ tiêu|mục tiêu|cùng kỳ|tổng|nhiệm vụ|yêu cầu|định mức|khối lượng|vốn|grdp|gdp|số|mức|quy định|nghị quyết|kịch bản|năm|bình quân|cam kết))"
)
_HARD = re.compile(r"[;:\n|]|\.(?=\s|$)|…|\.\.\.|\s[-–]\s|[()\"]")
_STOP_AFTER = re.compile(
    r",?\s+(?:so với|so cùng|trong đó|trong khi|gồm|bao gồm|như:|đạt tỷ lệ|đạt|chiếm|tăng(?! cường| tốc| trưởng| ca| gia)|giảm(?! nghèo| thiểu| tải)|bằng(?=\s+\d)|vượt|hoàn thành trước|nhưng|song|nhằm|góp phần|"
    r"qua đó|từ đó|nhờ đó|đồng thời|cùng với|ngoài ra|bên cạnh|thấp hơn|cao hơn|với tổng|với số|với kinh phí|thuộc diện|"
    r"là (?:đơn vị|địa phương|huyện|xã|tỉnh)|do(?= )|vì|nên|mà|trước ngày|trước thời hạn|trước|kể từ|theo đúng|lên|xuống)(?!\w)"
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
    r"mục tiêu|chỉ tiêu|nhờ đó|qua đó|nhìn chung|nhất là|trong khi|trong khi đó|theo kế hoạch|như vậy|tính chung|lũy kế|dự kiến|về|đối với|với|để|bảo đảm|đảm bảo|đưa|nâng|giảm|tăng|có|đã|được|mà|là|thì|khi|nâng cao|toàn tỉnh|toàn huyện|toàn thành phố|toàn xã|toàn ngành|cả tỉnh|cả huyện|cả nước|toàn quốc|huyện|tỉnh|thành phố|địa phương|đơn vị|đơn vị này|ngành|sở|xã|phường|năm qua|thời gian qua|a|b|c|d|đ|e|g|h)(?:\s*[,:)]\s*|\s+|$))+"
)
_PLACE_PHRASE = re.compile(
    r"\s*(?:(?:(?:trên|tại|ở|trong|thuộc)\s+)?(?:địa bàn|phạm vi)\s+(?:toàn\s+)?(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|cả nước)?|(?<!\w)(?:của|ở|tại|trên|trong)?\s*(?:toàn|cả)\s+(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|nước|quốc|vùng)|"
    r"(?<!\w)(?:của|ở|tại)\s+(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|địa phương|đơn vị|địa bàn)(?=\s*(?:$|[,;.()]|đạt|chiếm|là|đã|được|có|tăng|giảm|ước|còn|mới|chỉ|cũng|năm)))(?!\w)"
)
_PREPOSITION = re.compile(r"(?:(?:trên\s+)?địa bàn|của|ở|tại|cho|thuộc|trong|từ|vào|đến|tới|riêng|với|toàn|về|trên|theo|ubnd|hết|cuối|đầu|trước|cả)\s*$")
_TRAILING = re.compile(rf"(?:[\s,:\-(\"]|(?:^|(?<=\s))(?:{_AUX}|{_COPULA}|của|và|trong|khi|mà|cho|theo|đó|này|tại|trên|năm|tháng|thấp nhất|cao nhất|nhất)(?=\s*$))+$")
_WORD = re.compile(r"\w+")
_GENERIC_SUBJECT = re.compile(
    r"^(?:(?:toàn|cả)?\s*(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|địa phương|đơn vị|ngành|sở|cơ quan|nơi|nước|quốc|vùng|chúng tôi|họ|ông|bà|khu vực|đây|này|đó|các|những|trong|nhóm|đầu|cuối|bảng|tiếp theo|kế đến|tiếp|theo|sau|dẫn đầu|cao nhất|thấp nhất|kế hoạch|mục tiêu|chỉ tiêu|giao|chỉ tiêu giao|kh|dự toán|cùng kỳ|năm trước|là|như|lần lượt|và)\s*[,]?\s*)*$"
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """The words of an indicator and how they were found (`before`, `after`, `around`, `shared`, `derived`)."""

    text: str
    rule: str
    base: str = ""


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


def indicator_of(
    context: Context,
    numeral: Numeral,
    unit: tuple[int, int] | None,
    left: int,
    right: int,
    earlier: Indicator | None,
) -> Indicator | None:
    """Name what a numeral measures.

    Args:
        context: the sentence.
        numeral: the number.
        unit: the span of its counted noun, if it has one.
        left: where the words before it begin that no earlier number owns.
        right: where the words after it end: the next number or the sentence's end.
        earlier: the indicator of the number before, to share when this one has no own words.
    """
    sh = context.shadow
    before, cue = _subject(context, left, numeral.start)
    tail_at = unit[1] if unit else numeral.after
    after_end = _extent(sh, tail_at, right)
    after = _tidy(context, tail_at, after_end)
    own = _tidy(context, unit[0], unit[1]) if unit else ""
    direction = cue if cue in _DIRECTIONS else ""
    if direction:
        return _derived(context, numeral, unit, before, direction, right, earlier)
    if numeral.kind == "rank":
        return _rank(before, own, after, earlier)
    if numeral.kind in ("count", "fraction", "rate") and own:
        if before and cue and (not after or _HEADS.search(before)) and not _is_verbal(before):
            return Indicator(before, "before", before)
        if after:
            verb = _verb(before)
            return Indicator(_join(own, after, verb), "after", own)
        if before:
            return Indicator(_join(before, own), "around", before)
        if earlier and earlier.base and set(own.lower().split()) & set(earlier.text.lower().split()):
            return Indicator(earlier.text, "shared", earlier.base)
        return Indicator(own, "after", own)
    if before and cue:
        extra = after if after and len(after.split()) <= 3 and numeral.kind == "percent" else ""
        return Indicator(_join(before, extra), "before", before)
    if after and (not before or numeral.kind in ("percent", "money")) and _begins_noun(sh, tail_at):
        verb = _verb(before)
        return Indicator(_join(verb, after), "after", after)
    if before:
        return Indicator(before, "before", before)
    if earlier:
        return Indicator(earlier.text, "shared", earlier.base)
    return Indicator(after, "after", after) if after else None


_DIRECTIONS = frozenset(
    "tăng thêm|tăng|giảm|vượt|hụt|thiếu|thấp hơn|cao hơn|kém hơn|kém|nhiều hơn|ít hơn|nhỉnh hơn|lớn hơn|sớm hơn|ngắn hơn|chậm hơn|bằng|gấp|tương đương|chênh|dôi".split("|")
)


def _subject(context: Context, left: int, right: int) -> tuple[str, str]:
    """The words before a numeral without links, and the link (or direction) that closed them."""
    sh = context.shadow
    end = right
    cue = ""
    while True:
        stretch = sh[left:end]
        turned = _DIRECTION.search(stretch)
        if turned and (not cue or cue not in _DIRECTIONS):
            word = turned[1]
            if word not in ("hơn",) and not (word == "vượt" and not stretch[: turned.start()].strip()):
                cue = word
                end = left + turned.start()
                continue
        match = _LINK.search(stretch)
        if not match:
            trimmed = stretch.rstrip(" ,:(\"-")
            if len(trimmed) == len(stretch):
                break
            if stretch.rstrip()[-1:] in ":(" and not cue:
                cue = stretch.rstrip()[-1]
            end = left + len(trimmed)
            continue
        cue = cue or match[0].strip()
        end = left + match.start()
        trimmed_end = len(sh[left:end].rstrip())
        end = left + trimmed_end
        cut = next((a for a, b in context.cuts if a < end <= b and a >= left), None)
        if cut is not None:
            end = cut
    cut = next((a for a, b in context.cuts if a < end <= b), None)
    while cut is not None and cut >= left:
        end = left + len(sh[left:cut].rstrip())
        match = _PREPOSITION.search(sh[left:end])
        end = left + match.start() if match else end
        end = left + len(sh[left:end].rstrip(" ,"))
        more = _LINK.search(sh[left:end])
        if more:
            cue = cue or more[0].strip()
            end = left + len(sh[left : left + more.start()].rstrip())
        cut = next((a for a, b in context.cuts if a < end <= b), None)
    begin = left
    for hard in _HARD.finditer(sh, left, end):
        begin = hard.end()
    core = sh[begin:end]
    heads = list(_HEADS.finditer(core))
    starts = [0] + [m.end() for m in re.finditer(r",\s*", core)]
    at_comma = [s for s in starts if any(h.start() == s or _LEADS.match(core[s : h.start()] or " ") for h in heads if 0 <= h.start() - s < 40)]
    if at_comma:
        begin += at_comma[-1]
    elif len(starts) > 1:
        last = starts[-1]
        if len(core[last:].split()) >= 3 or len(starts) == 2:
            begin += last if len(_WORD.findall(core[last:])) >= 2 else starts[-2]
        else:
            begin += starts[-2]
    words = _tidy(context, begin, end)
    if _GENERIC_SUBJECT.match(words.lower()):
        words = ""
    return words, cue


def _extent(sh: str, at: int, right: int) -> int:
    end = right
    hard = _HARD.search(sh, at, end)
    if hard:
        end = hard.start()
    for pattern in (_STOP_AFTER, _COMMA_STOP):
        match = pattern.search(sh, at, end)
        if match:
            end = match.start()
    return end


def _begins_noun(sh: str, at: int) -> bool:
    head = sh[at : at + 12].strip()
    return bool(head) and head[0].isalpha() and not re.match(r"(?:so|và|trong|của|cho|thì|là|trở|để|khi|do|với|kế hoạch|dự toán|mỗi)\b", head)


def _derived(
    context: Context,
    numeral: Numeral,
    unit: tuple[int, int] | None,
    before: str,
    direction: str,
    right: int,
    earlier: Indicator | None,
) -> Indicator | None:
    """`…, bằng 112% dự toán`, `tăng 5% so với cùng kỳ`: a base indicator, its direction, what it is held against."""
    sh = context.shadow
    at = unit[1] if unit else numeral.after
    compared = ""
    match = _COMPARISON.match(sh, at)
    window = sh[max(context.start, numeral.start - 40) : numeral.start]
    inner = re.search(r"(?:vượt|so với|hụt|thiếu|thấp hơn|cao hơn|kém|bằng|đạt)\s+(?:so với\s+)?((?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|định mức|mức bình quân|cùng kỳ)[^,;]{0,30}?)\s*(?:gần|hơn|khoảng|trên|là)?\s*$", window)
    if match:
        end = _clip(sh, match.end(), min(right, match.end() + 60))
        compared = _tidy(context, match.end(), end)
        compared = ("so với " + compared) if compared else "so với cùng kỳ" if "cùng" in match[0] else ""
    elif inner:
        compared = inner[1]
    own = _tidy(context, unit[0], unit[1]) if unit else ""
    base = before or (earlier.base if earlier else "") or own
    if not base:
        after = _tidy(context, at, _extent(sh, at, right))
        return Indicator(_join(direction, after), "after", after) if after else None
    word = "" if direction in ("bằng", "tương đương", "gấp") else direction
    if before and earlier is None and not compared:
        after = _tidy(context, at, _extent(sh, at, right))
        return Indicator(_join(before, word, own, after), "around", before)
    return Indicator(_join(base, word, compared), "derived", base)


def _clip(sh: str, at: int, right: int) -> int:
    match = re.search(r"[,;.():\n\"]|\s(?:và|nhưng|song|do|trong|là|nên|để|\d)(?!\w)", sh[at:right])
    return at + match.start() if match else right


def _rank(before: str, own: str, after: str, earlier: Indicator | None) -> Indicator | None:
    text = before
    if after.lower().startswith("về "):
        text = after[3:]
    elif after and not before:
        text = _join(own, after)
    text = re.sub(r"\s*(?:xếp|đứng|xếp hạng|vươn lên|giữ|ở|thuộc|vào|lọt)(?:\s+(?:thứ|vị trí|hạng|nhóm))?\s*$", "", text)
    if not text:
        return Indicator(earlier.text, "shared", earlier.base) if earlier else (Indicator(after, "after", after) if after else None)
    return Indicator(text, "before", text)


_VERBS = re.compile(
    r"(?:^|\s)((?:giải quyết|tiếp nhận|xử lý|cấp|giao|hoàn thành|thực hiện|triển khai|xây dựng|trồng|thu hút|công nhận|kích hoạt|kết nối|lắp đặt|thành lập|hỗ trợ|đào tạo|tập huấn|thanh tra|kiểm tra|giảm|"
    r"tăng|cắt giảm|rút gọn|phê duyệt|ban hành|đạt chuẩn|chưa đạt|chưa hoàn thành|tiêm|khám|giải ngân|nộp|số hóa|thiếu|sáp nhập|tinh giản|nghỉ|vận động|trao|khởi công|đưa vào|cập nhật|chi trả|tuyên truyền|quản lý|phát hành)(?:\s+(?:việc làm|cho|mới|được|thêm|xong|đạt|vào|đưa vào)){0,2})$"
)


def _verb(before: str) -> str:
    """The meaningful verb that closes the words before a counted noun, if there is one."""
    match = _VERBS.search(before.lower())
    return before[match.start(1) :] if match else ""


def _is_verbal(before: str) -> bool:
    return bool(_VERBS.search(before.lower()))


def _tidy(context: Context, start: int, end: int) -> str:
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
    lead = _LEADS.match(low)
    if lead and lead.end() < len(low):
        words = words[lead.end() :]
    trail = _TRAILING.search(words.lower())
    if trail:
        words = words[: trail.start()]
    return words.strip(" ,:;.-–()\"“”|")


def _join(*parts: str) -> str:
    return " ".join(p for p in parts if p)
