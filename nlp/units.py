"""Units: what a number counts, and in what it measures."""

import re

from nlp.nouns import SYLLABLE, known_noun
from nlp.numbers import Numeral

_LEADING = re.compile(r"\s*(?:(?:các|những|số|lượng|tổng số)\s+)?")
_BASE = re.compile(
    r"\s?/\s?(?:1\s)?(?:(?:một\s)?(?:vạn|nghìn|triệu|trăm)\s(?:dân|người|trẻ|phụ nữ)|1?\d{0,3}(?:\.\d{3})+\s(?:dân|người|trẻ đẻ sống|trẻ|lao động|hộ)"
    r"|10\.000 dân|người|ha|hecta|năm|tháng|ngày|đêm|vụ|hộ|xã|km2?|m[23²³]|lít|kg|tấn|con|cây|trẻ|lớp|giường|hồ sơ|vị trí|phiếu|học sinh|sào|lượt|gia đình|đơn vị|thôn|suất|căn|giờ|giấy|sản phẩm|lao động|tổ)"
)
# Words that end a counted noun: what follows says something about it.
STOPS = frozenset(
    "của tại ở trên trong ngoài với và hoặc hay cho để từ đến tới theo về do bởi vì nhưng mà là thì có đã đang sẽ được bị"
    " chưa không chỉ mới còn đều cũng vẫn đạt tăng giảm bằng so chiếm vượt hoàn bao gồm gồm như này đó kia nêu ấy"
    " sử dụng ứng tham thực triển tổ_chức ban_hành nộp qua nằm thuộc gắn phục cấp khi nếu nhằm vào ra lên xuống"
    " bình ước dự so trở mỗi hơn cao thấp sau trước giữa cùng phải cần sớm chậm nhất rồi nữa đăng làm nhận xử giải"
    " kết trực tiếp vận nhờ lại mất thu trồng".split()
)
_AND = re.compile(r"\s*,\s*|\s+và\s+")


def unit_of(shadow_text: str, numeral: Numeral, stop: int) -> tuple[int, int] | None:
    """The span of the counted noun after a numeral, coordinated nouns and the base of a rate included.

    Args:
        shadow_text: the text's shadow.
        numeral: a numeral that carries no sign of its own.
        stop: where the sentence, or the stretch that belongs to the numeral, ends.

    Returns:
        (start, end), or None when no noun follows.
    """
    lead = _LEADING.match(shadow_text, numeral.after)
    at = lead.end() if lead else numeral.after
    end = known_noun(shadow_text, at)
    if end == at:
        end = _guess(shadow_text, at, stop)
        if end == at:
            return None
    else:
        while True:  # xã, phường, thị trấn; chỉ tiêu, nhiệm vụ
            join = _AND.match(shadow_text, end)
            if not join or join.end() >= stop:
                break
            more = known_noun(shadow_text, join.end())
            if more == join.end() or not _same_sort(shadow_text[at:end], shadow_text[join.end() : more]):
                break
            end = more
    base = _BASE.match(shadow_text, end)
    while base:
        end = base.end()
        base = _BASE.match(shadow_text, end)
    return (at, min(end, stop)) if end > at else None


def rate_base(shadow_text: str, at: int) -> int:
    """Where a rate's base that begins at `at` ends (`/người/năm`); `at` when there is none."""
    base = _BASE.match(shadow_text, at)
    while base:
        at = base.end()
        base = _BASE.match(shadow_text, at)
    return at


_SORTS = tuple(
    frozenset(words.split("|"))
    for words in (
        "xã|phường|thị trấn|huyện|thành phố|thị xã|quận|tỉnh|thôn|tổ dân phố|ấp|khóm|bản|buôn|làng|đặc khu|khu phố|khu dân cư",
        "cán bộ|công chức|viên chức|người lao động|chiến sĩ|đảng viên|đoàn viên|hội viên|cán bộ, công chức|cán bộ, công chức, viên chức|giáo viên|học sinh|sinh viên|học viên|lao động",
        "chỉ tiêu|nhiệm vụ|mục tiêu|tiêu chí|giải pháp|nội dung|công việc",
        "doanh nghiệp|hộ kinh doanh|hợp tác xã|htx|cơ sở|tổ chức|cá nhân|tập thể|cửa hàng|siêu thị|hộ|trung tâm thương mại|trang trại|hộ gia đình|tổ hợp tác|người dân",
        "sở|ban|ngành|phòng|cơ quan|đơn vị|địa phương",
        "dự án|công trình|đề án|chương trình|hạng mục|quyết định|kế hoạch|văn bản|chỉ thị|nghị quyết|công văn",
        "tin|bài|video|con|cái|cây|lớp|hội nghị|cuộc|buổi|đợt",
    )
)


def _same_sort(left: str, right: str) -> bool:
    """Whether two counted nouns are of one sort, so that `7 xã, phường` counts both."""
    last = left.split(",")[-1].strip().split(" và ")[-1].strip()
    return any(last in sort and right.strip() in sort for sort in _SORTS)


def _guess(shadow_text: str, at: int, stop: int) -> int:
    """Up to three syllables of a noun that the lexicon doesn't know."""
    end, count = at, 0
    cursor = at
    while count < 3 and cursor < stop:
        match = SYLLABLE.match(shadow_text, cursor)
        if not match or match[0] in STOPS:
            break
        end = match.end()
        count += 1
        if shadow_text[end : end + 1] != " ":
            break
        cursor = end + 1
    return end
