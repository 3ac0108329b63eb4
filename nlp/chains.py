"""Numbers told one after the other, of which only the first says in full what it tells.

`công nghiệp tăng 12%; xây dựng 8%`: the second is a rise as well. `Đạt chuẩn NTM: 8 huyện, 330 xã`: the
communes reached the standard too.
"""

import re

from nlp.candidates import Indicator
from nlp.drafts import Draft

_RISES = re.compile(r"(?<!\w)(tăng|giảm)(?! (?:thêm|số|cường|trưởng))(?: so với [^,;]*)?$")
_NAMED_ONLY = re.compile(r"\s*[;,]\s*(?:còn\s+|riêng\s+|và\s+)?(?P<name>[^\d;:()]{3,60}?)\s*$")
_OPENED = re.compile(r"(?<!\w)(tăng|giảm)(?!\w)[^:;\d]{0,25}:\s*(?P<name>[^\d;:()]{3,60}?)\s*$")
_LABEL = re.compile(
    r"\s*(?:[-+*•–]\s*|\(?\w{1,3}[.)]\s+)?"
    r"(?P<label>(?:đã |được |chưa )*(?:đạt|hoàn thành|công nhận|xây|tổ chức"
    r"|xử lý|giải quyết|kiểm tra|thành lập|ban hành|lắp đặt|hỗ trợ|kết nạp|đào tạo)(?!\w)"
    r"[^\d:;,.()]{0,60}):\s*"
)
_COUNTS_ONLY = re.compile(r"(?:[\d.,]+\s+[^\d;:.()]{1,30}(?:,|và|;)\s*)*")
_SHORT = 4
"""Words of a counted noun with what belongs to it."""
_SAYS_WHAT = re.compile(
    r"(?<!\w)(?:đạt|là|chiếm|còn|bằng|tăng|giảm|lên|xuống|ở mức|mức|tỷ lệ|tỷ trọng|được|có|so với|hơn"
    r"|kém|vượt|thấp|cao|trên|dưới|khoảng|gần|từ|đến|với|mới|nhích|vọt|vươn)(?!\w)"
)
_ENDS = re.compile(r"\s*(?:[;,.)](?!\s*(?:tăng|giảm|so với)(?!\w))|và(?!\w)|$)")


def with_direction(shadow: str, since: int, past: Draft | None, draft: Draft, found: Indicator) -> Indicator:
    """What a percentage measures, with the direction that only the words before the list tell.

    Args:
        shadow: the text's shadow.
        since: where its sentence begins.
        past: the number before it in its sentence, if there is one.
        draft: the percentage.
        found: what it measures by its own words.
    """
    if found.rule not in ("before", "derived") or not _ENDS.match(shadow, draft.tail):
        return found
    if past is None:
        opened = _OPENED.search(shadow, since, draft.numeral.start)
        direction, name = (opened[1], opened["name"]) if opened else ("", "")
    elif past.indicator is not None and past.numeral.kind == draft.numeral.kind:
        rises = _RISES.search(past.indicator.text)
        named = _NAMED_ONLY.fullmatch(shadow, past.tail, draft.numeral.start) if rises else None
        direction, name = (rises[1], named["name"]) if rises and named else ("", "")
    else:
        return found
    if not direction or _SAYS_WHAT.search(name) or _RISES.search(found.text):
        return found
    words = found.base or found.text
    told = f"{words} {direction}{found.text.removeprefix(words)}"
    return found._replace(text=told, base=words, rule="derived")


def with_label(text: str, shadow: str, since: int, draft: Draft, found: Indicator) -> Indicator:
    """What a count of a list measures, with the words that label the list.

    Args:
        text, shadow: the text and its shadow.
        since: where its sentence begins.
        draft: the count.
        found: what it measures by its own words.
    """
    noun = shadow[slice(*draft.unit)] if draft.unit else ""
    own = found.rule == "after" and noun.startswith(found.text.lower().partition(" ")[0])
    if not noun or not (own or found.rule == "shared"):
        return found
    label = _LABEL.match(shadow, since, draft.numeral.start)
    if label is None or not _COUNTS_ONLY.fullmatch(shadow, label.end(), draft.numeral.start):
        return found
    if len(found.text.split()) > _SHORT or not _ENDS.match(shadow, draft.tail):
        return found
    words = " ".join(text[slice(*label.span("label"))].split())
    if not own:  # `8 đơn vị cấp huyện, 330 xã`: of another noun than the count before it
        unit = " ".join(text[slice(*draft.unit)].split()) if draft.unit else ""
        found = found._replace(text=unit, rule="after", base=unit)
    return found._replace(text=f"{found.text} {words[0].lower()}{words[1:]}", base=found.text)
