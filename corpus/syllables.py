"""How Vietnamese a text looks: whether its words with accents are Vietnamese syllables."""

import re
import unicodedata
from collections import Counter
from functools import cache

_ONSETS = frozenset(
    "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()  # noqa: SIM905
)
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on
    ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên
    uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
    """.split()  # noqa: SIM905
)
_TONE_FIRST = frozenset(("ai", "ao", "au", "ay", "eo", "oi", "ui", "iu", "ua", "ia", "ưa"))
# Frequent syllables with accents: they decide when several readings give possible syllables.
_COMMON = frozenset(
    """
    và của các có được là trong đã với những một không người cho đến này để khi về từ trên tại năm số đồng
    thành tỉnh huyện xã phố thị trấn phường việt chính phủ quyết định nghị kế hoạch chỉ tiêu nhiệm vụ tỷ lệ
    đạt chưa hoàn thực hiện hành công tác quản lý nhà nước ủy uỷ bộ sở cơ đơn vị địa phương dân hội đảng
    ở sự vào ra phải cũng như nhiều lại rất còn sẽ nếu thì mà do bị đó ông bà tôi họ nhất hơn nhưng đầu
    sau trước giữa dưới tổ chức dịch trực tuyến điện tử thủ tục hồ giải hạn đúng chuyển đổi phát triển kinh
    tế xã hội nông thôn mới đường trường học giáo dục sinh y bệnh viện đất dự án đầu tư vốn ngân sách thu
    chi tăng giảm so cùng kỳ tháng ngày quý giai đoạn mức độ toàn quốc gia khu vực hà nội hải hồ chí minh
    cộng hòa hoà chủ nghĩa độc lập tự hạnh phúc căn cứ luật ban bàn giao yêu cầu đề nghị báo cáo kết quả
    hỗ trợ doanh nghiệp sản xuất thương mại thông tin truyền văn hóa hoá lịch xây dựng lượng chất nước điều
    """.split()  # noqa: SIM905
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\s\x00-@\[-`{-\x7f]+")  # runs of letters and of everything beyond ASCII
_EDGE = "\u00a0“”‘’„…–—•·«»°"
SAMPLE = 60_000


def is_syllable(word: str) -> bool:
    """Whether `word` could be a Vietnamese syllable.

    Example:
        >>> is_syllable("nghiệp"), is_syllable("nghiÖp")
        (True, False)
    """
    letters = unicodedata.normalize("NFC", word.lower())
    plain = [_toneless(letter) for letter in letters]
    toned = [at for at, letter in enumerate(letters) if letter != plain[at]]
    if len(toned) > 1:
        return False
    toneless = "".join(plain)
    for length in (3, 2, 1, 0):
        onset, rhyme = toneless[:length], toneless[length:]
        if rhyme in _RHYMES and (not length or onset in _ONSETS):
            return not (toned and rhyme in _TONE_FIRST and toned[0] > length)
    return toneless == "gi"


@cache
def _toneless(letter: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).translate(_TONES))


def vietnamese(text: str) -> tuple[float, int]:
    """Score the accented words of `text` (its first 60,000 characters).

    Returns:
        A score (a possible syllable counts 1, a frequent one 1.5, anything else -1) and how many
        accented words were looked at.
    """
    words = Counter(
        word
        for match in _WORD.finditer(unicodedata.normalize("NFC", text[:SAMPLE]))
        if (word := match[0].strip(_EDGE)) and not word.isascii()
    )
    score = 0.0
    for word, count in words.items():
        # capital letters inside a small word are a sign of a wrong reading
        regular = word.islower() or word.isupper() or word[1:].islower()
        value = (1.5 if word.lower() in _COMMON else 1.0) if regular and is_syllable(word) else -1.0
        score += value * min(count, 20)
    return score, sum(min(count, 20) for count in words.values())
