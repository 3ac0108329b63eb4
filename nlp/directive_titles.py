"""What a directive is about: the title after its number, or the title that stands for a number."""

import re

_ABOUT = re.compile(
    r"[ \n]?[,:]?[ \n]?(?:(?P<about>về(?:[ \n]việc)?|v/v)[ \n]"
    r"|(?=(?:phê duyệt|ban hành|quy định|sửa đổi|giao|hướng dẫn|triển khai|thực hiện|yêu cầu|tăng cường|đẩy mạnh|"  # noqa: E501
    r"công nhận|thành lập|điều chỉnh|xây dựng|phát triển|bãi bỏ|công bố|tổ chức|kiện toàn)(?!\w)))"
)
_OPEN = '"“«'
_CLOSING, _CLOSING_ALONE = re.compile('["”»]'), re.compile("[”»]")
_CLAUSE = re.compile(
    r"(?<!các huyện)(?<!các quận)(?<!các thị xã)(?<!các xã)(?<!các sở)(?<!các tỉnh),[ \n](?=(?:[A-ZĐÀ-Ỹ]\S*[ \n](?:\S+[ \n]){0,5}?(?:đã|đang|sẽ|đặt|có|phấn đấu|xác định|yêu cầu|thực hiện|tổ chức|được)(?!\w))"  # noqa: E501
    r"|(?:mỗi|đến nay|hiện|từ đó|trong đó|qua đó|đề ra|ngành|quý|đến năm|tối thiểu|toàn (?:tỉnh|huyện)|tỉnh|huyện|thành phố"  # noqa: E501
    r"|các cơ quan|các địa phương|nhằm|theo đó|với|cùng|năm \d|yêu cầu|phấn đấu|đề nghị|nêu rõ"
    r"|đồng thời|tương đương|tương ứng)(?!\w))"
)
_END = re.compile(
    r"[;\n)(]|\.(?:\s|$)|\.\.\.|…|[ \n]và[ \n](?=(?:Kế hoạch|Quyết định|Đề án|Nghị quyết|Chỉ thị|Chương trình)(?!\w))"  # noqa: E501
)
_MOST = 400
_UNNUMBERED = frozenset(
    [
        "đề án",
        "kế hoạch",
        "chương trình hành động",
        "chương trình",
        "chiến lược",
        "luật",
        "bộ luật",
        "nghị quyết",
        "quyết định",
        "chỉ thị",
        "nghị định",
        "thông tư",
        "pháp lệnh",
        "quy chế",
        "phương án",
    ]
)
_NAMED = ("đề án", "chương trình", "kế hoạch", "chiến lược", "chương trình hành động")
_NO_TITLE = re.compile(
    r"[ \n](?:đã|được|này|đó|của|do|trên|nêu|là|đề ra|cũng|có|với|để|trong|sẽ|và|hoặc|số|nói|còn|không|phải|chưa|theo|đang|đến"  # noqa: E501
    r"|hằng|hàng|năm|tháng|quý|vốn|chung|chi tiết|cụ thể|bố trí|hay|như|thì|mà|vừa|vẫn|cho|giao|tại|từ|-|–)(?!\w)|[^ \n\w]"  # noqa: E501
)
_OFFICE = re.compile(
    r"(?:sở|bộ|phòng|ban|vụ|ngành|cục|chi cục|tài chính|đoàn|tổ|hội đồng|ban chỉ đạo|kỹ thuật)[ \n]?[-–]?[ \n]?$"  # noqa: E501
)
_NATIONAL_AIM = re.compile(
    r" mục tiêu quốc gia (?:về|xây dựng|giảm|phát triển|nông thôn|y tế|dân số|phòng|việc làm"
    r"|văn hóa|giáo dục)(?!\w)"
)
_NATIONAL = re.compile(r"chương trình (?:mục tiêu quốc gia|mỗi xã một sản phẩm|hành động quốc gia|phục hồi)")
_ISSUED = re.compile(r"(?:ban hành|phê duyệt|thông qua)[ \n]$")


def title_after(text: str, low: str, at: int) -> str | None:
    """The title that follows a number, date and issuer: `về việc giao chỉ tiêu …`, `"…"`.

    Args:
        text: stored text. low: its shadow. at: where to begin.

    Returns:
        The words without quotation marks and `về (việc)`; None when none follow.
    """
    match = _ABOUT.match(low, at)
    start = match.end() if match else at
    while start < len(text) and text[start] in " \n:" and start < at + 3:
        start += 1
    if start < len(text) and text[start] in _OPEN:
        return _quoted(text, start)
    return _until_clause(text, start) if match else None


def _quoted(text: str, start: int) -> str | None:
    close = _CLOSING.search(text, start + 1, min(len(text), start + _MOST))
    return " ".join(text[start + 1 : close.start()].split()) or None if close else None


def _until_clause(text: str, start: int) -> str | None:
    piece = text[start : start + 300]
    end = _END.search(piece)
    piece = piece[: end.start()] if end else piece
    clause = _CLAUSE.search(piece)
    piece = piece[: clause.start()] if clause else piece
    quote = _CLOSING_ALONE.search(piece)
    words = " ".join(piece[: quote.start() if quote else None].split()).strip(' ,"“”')
    return words or None


def titled(text: str, low: str, start: int, end: int, kind: str, sentence: int) -> tuple[str, str] | None:
    """Whether a type word without a number names a certain document by its title.

    Args:
        text: stored text. low: its shadow.
        start, end: the type word. kind: it, in small letters.
        sentence: where its sentence begins.

    Returns:
        `(title, rule)`, or None for a mere word (`xây dựng kế hoạch, giao nhiệm vụ`).
    """
    kind = re.sub(r"\s", " ", kind)
    if kind not in _UNNUMBERED or _OFFICE.search(low, max(0, start - 14), start):
        return None
    before = text[start - 1 : start]
    if before in _OPEN and before and (title := _quoted(text, start - 1)):
        title = title[end - start :].strip()
        return (
            (title, "title in quotation marks") if len(title.split()) >= 3 and text[start].isupper() else None
        )
    about = re.match(r"[ \n]?:?[ \n]?(?:về[ \n](?:việc[ \n])?)?(?=[\"“«])", low[end : end + 12])
    if about:
        title = _quoted(text, end + about.end())
        return (title, "title in quotation marks") if title and len(title.split()) >= 3 else None
    if kind in ("luật", "bộ luật"):
        law = law_name(text, end) if text[start].isupper() else None
        return (" ".join(law[1].split()), "law by name") if law else None
    if _NO_TITLE.match(low, end):
        return None
    if low.startswith(" mục tiêu quốc gia", end) and not _NATIONAL_AIM.match(low, end):
        return None  # `vốn Chương trình mục tiêu quốc gia bố trí …`: which one is not told
    capital = (
        text[start].isupper()
        and (start > sentence or bool(_NATIONAL.match(low, start)))
        and not text[start:end].isupper()
    )
    if kind == "kế hoạch" and low.endswith("về ", 0, start):
        return None  # `Nghị quyết … về Kế hoạch phát triển …`: what the resolution adopts
    named = capital and (kind in _NAMED or low.startswith(" về ", end))
    issued = (
        not text[start].isupper()
        and kind in ("kế hoạch", "đề án")
        and bool(_ISSUED.search(low, max(0, start - 12), start))
    )
    if not (named or issued):
        return None
    title = title_after(text, low, end) or _until_clause(text, end)
    if title is None or len(title.split()) < 4:
        return None
    return title, "capitalised, with its title" if named else "issued, in small letters"


_LAW = re.compile(
    r"[ \n]([A-ZĐÀ-Ỹ]\w*(?:(?:,| và)?[ ](?!năm|số|ngày|được|đã|có|của|quy định|là|với|cho|để|trong|theo|mới|này|sửa)[^\W\d_]+){0,12})"  # noqa: E501
)


def law_name(text: str, end: int) -> re.Match[str] | None:
    """The name after `Luật`: `Tổ chức chính quyền địa phương`, never `sư` nor `pháp`; group 1."""
    return _LAW.match(text, end)
