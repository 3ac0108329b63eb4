"""Role and status: result or target or task handed out; met, missed, or not told.

Cues with their reach. Pseudo-cues (`không dùng tiền mặt`, `mục tiêu quốc gia`) are taken out first.
"""

import re
from dataclasses import dataclass

from nlp.numbers import Numeral

_PSEUDO = re.compile(
    r"chương trình mục tiêu quốc gia|mục tiêu quốc gia|hướng tới mục tiêu|không dùng tiền mặt|người không hưởng|không chuyên trách|lấy mục tiêu|chỉ tiêu tuyển sinh|"
    r"yêu cầu phát triển|đáp ứng yêu cầu|theo yêu cầu|yêu cầu nhiệm vụ|kế hoạch hóa|sở kế hoạch|kế hoạch và đầu tư|kế hoạch - tài chính|phòng tài chính - kế hoạch|không gian|không khí|không hợp vệ sinh|không hợp lệ|"
    r"đạt mục tiêu kép|chưa cháy"
)
# Looking ahead: what is said holds for the rest of the sentence, and for the list it opens.
_AHEAD = re.compile(
    r"(?<!\w)(?:phấn đấu|quyết tâm|đặt (?:ra )?(?:chỉ tiêu|mục tiêu|kế hoạch)|mục tiêu(?= (?:của|đến|năm|là|cụ thể|chung|trong|của năm|tổng quát|đặt ra|phấn|trên|tăng|giảm|có|đạt|:))|(?:các|những) (?:mục tiêu|chỉ tiêu)(?: chủ yếu| cụ thể| cơ bản)?(?= (?:đến|năm|sau|phấn|:|là|như))|"
    r"với mục tiêu|mục tiêu:|chỉ tiêu:|chỉ tiêu (?:chủ yếu|cụ thể|năm|đến)|định hướng đến|sẽ|hướng tới|hướng đến|kỳ vọng|dự kiến(?! (?:vượt|hoàn))|kịch bản tăng trưởng|"
    r"đề ra (?:mục tiêu|chỉ tiêu)|đề ra(?= [^,;.]{0,25}$)|(?<!bàn )(?<!huyện )giao (?:các |cho [^,;.]{3,40} )?(?:chỉ tiêu|nhiệm vụ)|giao chỉ tiêu|(?<!bàn )giao(?=:)|yêu cầu(?= (?:các|ubnd|sở|đến|trong|hoàn|phải|đạt|bảo))|phải (?:đạt|hoàn thành|có|xong|được|từ|giảm|xong|tăng)|cần đạt|tiếp tục duy trì|đăng ký (?:đạt|hoàn thành|phấn đấu|thực hiện|thêm)|các mốc(?= (?:đến|năm|là|:|sau))|khuyến cáo|được giao(?! (?:quản lý|nhiệm vụ|trách nhiệm|đất|rừng|khu vực))(?= [^\s,;.]+ )|chậm nhất|thay vì)(?!\w)"
)
# Naming a target right before its number; it holds for this number alone.
_NAMED = re.compile(
    r"(?<!\w)(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|dự toán|định mức|ngưỡng|mức quy định|quy định|quy chế|mốc|số giao|được giao|(?<!bàn )(?<!huyện )giao(?! dịch| thông| ban| lưu| đất| thoa| thủy)|đề ra|đặt ra|cho phép|cam kết|nghị quyết|kịch bản|kh)"
    r"(?:\s+(?!đạt|đã|chưa|không|mới (?:đạt|chỉ|được|có)|chỉ|vượt|bằng|tăng|giảm|còn|và|nhưng|với)[^\s,;.]+){0,7}?\s*[:(]?\s*(?:(?:là|tới|đến|lên|phải|đạt|trên|dưới|tối thiểu|tối đa|ít nhất|không quá|khoảng|gần|hơn|từ)\s*)*$"
)
_MARGIN_CUE = re.compile(r"(?<!\w)(?:vượt|kém|hụt|thiếu|sớm hơn|chậm hơn|nhiều hơn|thấp hơn|cao hơn|ít hơn|vượt so với)\s+(?:so với\s+)?$")
_RESULT = re.compile(
    r"(?<!\w)(?:đã|đến nay|hiện nay|hiện có|kết quả|ước đạt|ước thực hiện|hoàn thành|tính đến|lũy kế|đạt được|vượt|thực hiện được|thực tế|mới đạt|chỉ đạt|còn lại|trong khi thực tế|ghi nhận|báo cáo|đạt(?! chuẩn)|chiếm|tăng(?! trưởng| cường)|giảm|dừng ở|mới)(?!\w)"
)
_ASSIGNED_NOUN = re.compile(r"\s*(?:các\s+)?(?:nhóm\s+)?(?:chỉ tiêu|nhiệm vụ|mục tiêu|tiêu chí|đầu việc|nội dung công việc)(?!\w)")
_ASSIGNED_BEFORE = re.compile(
    r"(?<!\w)(?:được giao|giao|đề ra|đặt ra|xác định|gồm|với|phân công|được phân công|phải thực hiện|ban hành|trong số|trong tổng số|trong|đăng ký|cam kết|có|đưa ra|nêu|và|,)\s*(?:(?:thực hiện|tổng số|tổng cộng|cụ thể|cho (?:\S+ ){1,6})\s*)*$"
)
_ASSIGNED_AFTER = re.compile(r"[^.;,]{0,60}?(?:được giao|đề ra|đặt ra|phải thực hiện|phải hoàn thành)(?!\w)")
_ACHIEVED_BEFORE = re.compile(r"(?<!\w)(?:hoàn thành|đạt|thực hiện được|thực hiện xong|làm xong|xong|có|vượt|đã)\s*(?:được|và vượt|tốt|xong|cả|trước hạn|tới|mới|chỉ|đạt|toàn bộ)?\s*(?:\S+ )?$")
_ACHIEVED_AFTER = re.compile(
    r"[^.;]{0,70}?(?<!\w)(?:hoàn thành|đạt và vượt|đã đạt|đạt chỉ tiêu|đạt kế hoạch|vượt chỉ tiêu|vượt kế hoạch|vượt|về đích|cán đích|đạt(?! chuẩn)|đạt chuẩn|bảo đảm tiến độ)(?!\w)"
)
_FAILED_AFTER = re.compile(
    r"[^.;]{0,60}?(?<!\w)(?:chưa đạt|không đạt|chưa hoàn thành|không hoàn thành|lỡ hẹn|hụt|chưa xong|chậm tiến độ|chậm|chưa thực hiện|không đạt|dở dang|chưa về đích|trễ hẹn|trễ hạn|quá hạn|còn dang dở|phải chuyển sang|chưa cán đích|không kịp|bị tụt|chưa triển khai|thấp hơn (?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu)|nợ)(?!\w)"
)
_TASKS = re.compile(r"(?:chỉ tiêu|nhiệm vụ|mục tiêu|tiêu chí|kế hoạch|khoản thu|đầu việc|dự toán)")
_COVERED = re.compile(r"(?:xã|phường|thị trấn|huyện|thôn|trường|trạm|cơ sở|hộ|người|đơn vị)(?!\w)")
_STANDARD = re.compile(r"(?:đạt chuẩn|đạt tiêu chuẩn|đạt tiêu chí|hoàn thành|về đích|đúng hạn|đúng tiến độ)(?!\w)")
_PLAN = re.compile(
    r"\s*(?:(?:so với|so|của|trên)\s+)?(?:tổng\s+|số\s+|mức\s+)*(?:kế hoạch|kh\b|dự toán|chỉ tiêu|mục tiêu|số giao|số được giao|nhiệm vụ(?: được giao)?|kịch bản|pháp lệnh|nghị quyết|khối lượng (?:phải|được giao)|yêu cầu|vốn giao|định mức)"
)
_MARGIN_OVER = re.compile(
    r"(?<!\w)(?:vượt|cao hơn|tăng|nhỉnh hơn|nhiều hơn)\s+(?:(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|kịch bản)[^,;.]{0,25}\s+)?(?:tới|gần|hơn|trên|khoảng|là)?\s*$"
)
_MARGIN_UNDER = re.compile(
    r"(?<!\w)(?:hụt|thiếu|thấp hơn|kém|chậm|ít hơn|hụt hơn|thua)\s+(?:so với\s+)?(?:(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|kịch bản|yêu cầu|mức)[^,;.]{0,25}\s+)?(?:hơn|tới|gần|trên|khoảng|là|mất)?\s*$"
)
_PLAN_NOUN = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu|dự toán|yêu cầu|kịch bản|nghị quyết|định mức")
_AGAINST = re.compile(
    r"\s*(?:(?!so\b|với\b)[^\s,;.]+\s+){0,3}?(?:so với\s+|so\s+|trên\s+)?(?:mức\s+|số\s+)*(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|yêu cầu|được giao|giao|quy định|nghị quyết|định mức|ngưỡng|kịch bản|cam kết|dự kiến|đề ra)(?!\w)"
)
_MISSED_WORDS = re.compile(
    r"(?<!\w)(?:chưa đạt|không đạt|chưa hoàn thành|không hoàn thành|chưa tới đích|lỡ hẹn|không cán đích|chưa cán đích|không về đích|thấp hơn (?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|mức|so với (?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu))|hụt|"
    r"dưới (?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)|chậm (?:tiến độ|so với)|lẹt đẹt|chưa đáp ứng|còn cách|kém (?:chỉ tiêu|kế hoạch|mục tiêu)|chưa chạm|hụt hơi|chưa như|không theo kịp|lỡ mốc|chậm hơn (?:tiến độ|kế hoạch|chỉ tiêu)|trễ hẹn|không giữ được|lỗi hẹn)(?!\w)"
)
_MET_WORDS = re.compile(
    r"(?<!\w)(?:vượt (?:chỉ tiêu|kế hoạch|mục tiêu|dự toán|yêu cầu|mốc|so với (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán))|đạt (?:chỉ tiêu|kế hoạch|mục tiêu|và vượt)|hoàn thành (?:chỉ tiêu|kế hoạch|mục tiêu|dự toán|vượt|trước)|về đích|cán đích|đều vượt|"
    r"cao hơn (?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|so với (?:chỉ tiêu|kế hoạch|mục tiêu))|nhỉnh hơn (?:yêu cầu|chỉ tiêu|kế hoạch)|đạt mức đề ra|vượt mức|đúng kế hoạch|đạt yêu cầu|vừa khớp|qua được ngưỡng|vượt ngưỡng)(?!\w)"
)
_TOLD_TARGET = re.compile(
    r"(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|dự toán|định mức|ngưỡng|quy định|nghị quyết|kh|mốc|kịch bản|cam kết|đề ra|giao|được giao|số giao)"
)
_LOWER_IS_BETTER = re.compile(
    r"(?<!\w)(?:hộ nghèo|hộ cận nghèo|nghèo|nợ|thời gian|quá hạn|trễ hạn|chậm|tai nạn|tử vong|suy dinh dưỡng|thất nghiệp|vi phạm|tội phạm|ô nhiễm|chi phí|tồn đọng|tảo hôn|sinh con thứ|bỏ học|thất thoát|phát thải)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a number is (`result`, `target`, `assigned`) and the words that say so.

    Attributes:
        inferred: no cue of its own; it follows what was said before.
        holds: the cue looks ahead, so that it holds for the rest of the sentence.
    """

    name: str
    cue: str = ""
    inferred: bool = False
    holds: bool = False


def quiet(shadow: str) -> str:
    """The shadow with pseudo-cues blanked out, so that they can't be taken for cues."""
    return _PSEUDO.sub(lambda m: "_" * len(m[0]), shadow)


def role_of(
    shadow: str,
    sentence_start: int,
    numeral: Numeral,
    left: int,
    unit_start: int,
    right: int,
    carried: str,
    future: bool,
) -> Role:
    """Result, target or assigned.

    Args:
        shadow: the text's shadow after `quiet`.
        sentence_start: where the sentence begins.
        numeral: the number; its words before begin at `left`, its unit at `unit_start`, its words end at `right`.
        carried: the role that an earlier cue set for this passage (`target` or `result`).
        future: its period lies after the time the document reports on.
    """
    before = shadow[left : numeral.start]
    after = shadow[numeral.after : min(right, numeral.after + 90)]
    if numeral.kind == "count" and _ASSIGNED_NOUN.match(shadow, unit_start):
        own = shadow[max(sentence_start, numeral.start - 150) : numeral.start]
        if _OUT_OF.search(own):
            return Role("assigned", "trong")
        if _HANDED_OUT.search(own) or (carried == "assigned" and not before.strip(" ,") and not _FAILED_AFTER.match(after)):
            return Role("assigned", "giao")
        if re.search(r"(?<!\w)(?:hoàn thành|đạt|chưa|không|xong|vượt|thực hiện được|còn|có)\s*(?:\S+\s+){0,2}$", own[-40:]) or _FAILED_AFTER.match(after) or re.match(
            r"[^.;]{0,40}?(?:hoàn thành|đạt và vượt|đã đạt|đạt(?! ra))(?!\w)", after
        ):
            return Role("result", "hoàn thành")
        if _ASSIGNED_AFTER.match(after):
            return Role("assigned", "giao")
    if _OWN_PLAN.match(after) and numeral.kind != "fraction":
        return Role("target", _OWN_PLAN.match(after)[0].strip())  # type: ignore[index]
    ahead = _last(_AHEAD, before)
    back = _last(_RESULT, before)
    named = _NAMED.search(before[-90:])
    if named:
        lead = before[-90:][: named.start()]
        giver = not named[0].startswith("giao") or numeral.kind != "count" or re.search(r"(?:tỉnh|thành phố|hđnd|ubnd|trung ương|chính phủ|bộ|được|cấp trên|huyện)\s+$", lead)
        if giver and (named[0].rstrip().endswith("(") or not _MARGIN_CUE.search(lead)) and not _RELATIVE.search(before):
            leads = bool(_BREAKDOWN.match(after)) or ahead is not None and (back is None or back.start() < ahead.start() or back[0] in _ACHIEVING)
            return Role("target", ahead[0] if leads and ahead else named[0].strip(), holds=leads)
    if ahead and (back is None or back.start() < ahead.start() or back[0] in _ACHIEVING):
        return Role("target", ahead[0], holds=True)
    if carried == "target":
        if back and (back[0] in ("đã", "đến nay", "hiện nay", "hiện có", "ước đạt", "tính đến", "thực tế", "dừng ở", "ghi nhận") or _ONLY.search(before)):
            return Role("result", back[0])
        return Role("target", "", True)
    if _ORDERING.search(before) and not re.search(r"(?<!\w)(?:đã|đạt|có|trở lên)(?!\w)", before):
        return Role("target", _ORDERING.search(before)[0].strip())  # type: ignore[index]
    if back and back[0] in ("đã", "đến nay", "hiện nay", "hiện có", "kết quả", "ước đạt", "tính đến", "thực tế", "mới đạt", "chỉ đạt"):
        return Role("result", back[0])
    return Role("target", "", True) if future else Role("result", "", True)


_ONLY = re.compile(r"(?<!\w)(?<!công )(?<!làm )(?<!thành lập )(?:mới (?:đạt|được|có|chỉ|giải ngân|thực hiện)|(?<!chứng )chỉ (?:đạt|được|có|mới|ở mức))\s+(?:\S+\s+){0,2}$")
_OUT_OF = re.compile(r"(?<!\w)(?:trong số|trong tổng số|trong|tổng số)\s*$")
_HANDED_OUT = re.compile(
    r"(?<!\w)(?:(?:được giao|giao|đề ra|đặt ra|xác định|phải thực hiện|phân công|đăng ký)\s*(?:[^\s,;.\d]+\s+){0,12}|(?:phải |cần )?thực hiện\s+(?:tổng số\s+)?|(?:kế hoạch|đề án|quyết định|chương trình|nghị quyết)[^;.]{0,140}(?:với|gồm|nêu|xác định)\s+)$"
)
_BREAKDOWN = re.compile(r"[^.;\d]{0,25}(?:gồm|trong đó)(?!\w)")
_ORDERING = re.compile(r"(?<!\w)(?:ít nhất|tối thiểu|không dưới|tối đa|không quá|không để quá)\s*$")
_OWN_PLAN = re.compile(r"\s*(?!so với|kế hoạch|dự toán|chỉ tiêu)(?:(?!so|với|và|hoàn)[^\s,;.]+\s+){0,3}?(?:đề ra|theo kế hoạch|được giao(?=\s*[,.;:)]|\s+(?:cho|trong|năm|đầu)|$)|mà [^,.;]{0,40}giao|(?:tỉnh|huyện|hđnd|ubnd|trung ương|bộ|thành phố|cấp trên|chính phủ|nghị quyết) giao|theo quy định|như kế hoạch|theo yêu cầu)(?!\w)")
_RELATIVE = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|hụt|thiếu|kém|thấp hơn|cao hơn|nhiều hơn|ít hơn)\s+(?:thêm\s+|gần\s+|hơn\s+|khoảng\s+|trên\s+|tới\s+)?$")
# Verbs of achievement, which a target is told with as well as a result.
_ACHIEVING = ("đạt", "tăng", "giảm", "chiếm", "hoàn thành", "vượt", "thực hiện")
AHEAD_OPENING = _AHEAD


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):
        pass
    return found


def status_of(
    shadow: str,
    sentence: tuple[int, int],
    numeral: Numeral,
    unit: str,
    left: int,
    right: int,
    indicator: str,
    target: float | None,
    target_limit: bool,
    over: bool,
) -> tuple[str | None, str]:
    """`met`, `missed` or None for a result, with the words that say so.

    Args:
        shadow: after `quiet`.
        sentence: its start and end.
        numeral, unit: the number and its counted noun.
        left, right: the stretch that belongs to the number.
        indicator: what it measures.
        target: the value it had to reach, if the same statement tells it.
        target_limit: that target is an upper limit (`không quá 15 phút`).
        over: the plan's period is over, so that a share below 100 % is a shortfall.
    """
    before = shadow[left : numeral.start]
    after = shadow[numeral.after : right]
    if numeral.kind == "fraction" and numeral.denominator:
        tasks = _TASKS.search(unit)
        done = numeral.numerator == numeral.denominator
        if tasks or (done and (_STANDARD.search(after[:60]) or _STANDARD.search(before[-25:]))):
            return ("met" if done else "missed"), unit
        if not done and (short := re.search(r"(?<!\w)(?:mới|chỉ|mới chỉ)\s+(?:[^\s,;]+\s+){0,5}$", before)) and not _COVERED.match(unit):
            return "missed", short[0].strip()
    if numeral.kind == "count" and _TASKS.search(unit) and numeral.value == int(numeral.value) and not _RELATIVE.search(before):
        if _FAILED_AFTER.match(after) or re.search(r"(?:chưa đạt|không đạt|chưa hoàn thành|còn|hụt|thiếu)\s*(?:\S+\s+)?$", before):
            return "missed", "chưa đạt"
        if _ACHIEVED_AFTER.match(after) or _ACHIEVED_BEFORE.search(before):
            return "met", "hoàn thành"
    for pattern, told in ((_MARGIN_UNDER, "missed"), (_MARGIN_OVER, "met")):
        margin = pattern.search(before)
        if margin and (_AGAINST.match(after) or _PLAN_NOUN.search(margin[0])):
            return told, margin[0].strip()
    if numeral.kind == "percent" and _PLAN.match(after):
        if numeral.value >= 100:
            return "met", "kế hoạch"
        if over or re.search(r"(?:chỉ|mới chỉ|dừng ở|mới|dừng lại)\s*(?:\S+\s+){0,2}$", before):
            return "missed", "kế hoạch"
    if numeral.kind == "percent" and numeral.value == 100 and re.search(r"hoàn thành\s*(?:cả\s*)?$", before) and (_TASKS.search(after[:40]) or _TASKS.search(before)):
        return "met", "hoàn thành"
    if target is not None:
        value = numeral.value
        low = indicator.lower()
        lower = target_limit or (bool(_LOWER_IS_BETTER.search(low)) and not re.search(r"(?<!\w)(?:giảm|thoát nghèo|cắt giảm|rút ngắn|xử lý)(?!\w)", low))
        lower = lower or numeral.kind == "rank"
        reached = value <= target if lower else value >= target
        missed = _MISSED_WORDS.search(shadow[sentence[0] : sentence[1]])
        if lower and missed and value < target:
            reached = False
        return ("met" if reached else "missed"), "chỉ tiêu"
    failing = _MISSED_WORDS.search(after) or _MISSED_WORDS.search(before)
    if failing:
        return "missed", failing[0]
    meeting = _MET_WORDS.search(after) or _MET_WORDS.search(before)
    if meeting:
        return "met", meeting[0]
    return None, ""
