"""What can go wrong when something is read: one kind of error, one line each, with the way out."""

import errno
from typing import Any

# Kind → message for the user. `{…}` are filled in; every message says what is wrong and what to do.
MESSAGES: dict[str, str] = {
    "missing": "không tìm thấy tệp; hãy kiểm tra lại đường dẫn",
    "no-match": "không có tệp nào khớp với mẫu này; hãy kiểm tra lại mẫu hoặc thư mục",
    "directory": "đây là thư mục, không phải tệp; hãy chỉ ra một tệp trong thư mục",
    "empty-folder": "thư mục không có tệp nào đọc được; hãy kiểm tra lại đường dẫn",
    "permission": "không có quyền đọc; hãy cấp quyền đọc rồi thử lại",
    "not-a-file": "không phải tệp thông thường; hãy chỉ ra một tệp văn bản",
    "unreadable": "không đọc được từ đĩa ({detail}); hãy kiểm tra ổ đĩa rồi thử lại",
    "empty": "tệp rỗng; hãy kiểm tra lại bản gốc",
    "too-large": "lớn hơn mức cho phép {limit}; hãy chia nhỏ hoặc trích phần cần đọc",
    "too-long": "văn bản đọc ra dài hơn mức cho phép {limit}; hãy chia nhỏ tệp",
    "unsupported": (
        "chưa đọc được định dạng {format}; hãy lưu lại thành TXT, HTML, DOCX hoặc PDF có lớp chữ"
    ),
    "binary": "nội dung không phải văn bản; hãy kiểm tra lại tệp hoặc lưu lại thành TXT, HTML, DOCX, PDF",
    "broken": "tệp {format} bị hỏng hoặc thiếu dữ liệu; hãy tải lại hoặc mở rồi lưu lại bản khác",
    "password": "tệp được đặt mật khẩu; hãy gỡ mật khẩu rồi thử lại",
    "bomb": "tệp nén bung ra lớn bất thường nên không được mở; hãy giải nén và kiểm tra bằng tay",
    "xml-bomb": "tệp chứa khai báo XML không an toàn nên không được mở; hãy mở và lưu lại bằng Word",
    "no-text": "không tìm thấy chữ nào để đọc; hãy kiểm tra lại nội dung tệp",
    "needs-ocr": (
        "chỉ có ảnh, không có lớp chữ; hãy cài tesseract-ocr, tesseract-ocr-vie và poppler-utils rồi thử lại"
    ),
    "needs-office": "cần LibreOffice để đọc tệp {format}; hãy cài libreoffice-writer hoặc lưu lại thành DOCX",
    "tool": "chương trình {format} không xử lý được tệp; hãy lưu lại thành DOCX hoặc PDF có lớp chữ",
    "archive": "tệp nén phải được mở từng phần; hãy đưa chính tệp nén với đuôi {format}",
    "nested-archive": "tệp nén nằm trong tệp nén; hãy giải nén lớp ngoài trước",
    "timeout": "đọc quá {limit} giây nên đã dừng; hãy chia nhỏ tệp hoặc lưu lại ở dạng đơn giản hơn",
    "memory": "cần nhiều hơn bộ nhớ cho phép ({limit}) nên đã dừng; hãy chia nhỏ tệp",
    "crashed": "làm sập trình đọc nên đã bị bỏ qua; hãy mở và lưu lại tệp ở dạng khác",
    "failed": "lỗi khi xử lý ({detail}); hãy báo lỗi này kèm theo tệp",
    "scheme": "chỉ đọc địa chỉ http:// hoặc https://; hãy sửa lại địa chỉ",
    "bad-url": "địa chỉ web không hợp lệ; hãy kiểm tra lại",
    "forbidden-host": (
        "địa chỉ trỏ vào mạng nội bộ nên bị chặn; nếu tin cậy, hãy thêm máy chủ vào biến DOICHIEU_ALLOW_HOSTS"
    ),
    "unresolved": "không tìm thấy máy chủ {detail}; hãy kiểm tra địa chỉ và kết nối mạng",
    "redirects": "trang chuyển hướng quá nhiều lần; hãy dùng địa chỉ cuối cùng",
    "http": "máy chủ trả lời lỗi {detail}; hãy mở thử bằng trình duyệt",
    "network": "không tải được ({detail}); hãy kiểm tra kết nối rồi thử lại",
    "bad-date": "ngày {detail!r} không hợp lệ; hãy viết dạng 2024-11-22, 22/11/2024, 2024-11 hoặc 2024",
    "bad-sheet": "bảng siêu dữ liệu: {detail}; hãy sửa lại bảng",
}

REASONS = {
    errno.ENOENT: "không có đường dẫn này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EISDIR: "đó là một thư mục",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.EIO: "ổ đĩa gặp lỗi khi đọc, ghi",
    errno.EMFILE: "mở quá nhiều tệp cùng lúc",
    errno.EADDRINUSE: "cổng đang có chương trình khác dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
}


def reason(error: OSError) -> str:
    """What the system says, in a few Vietnamese words where we have them.

    Example:
        >>> reason(FileNotFoundError(2, "No such file or directory"))
        'không có đường dẫn này'
    """
    number = error.errno or 0
    if number < 0:  # the numbers of name resolution
        return "không tìm thấy tên máy này"
    return REASONS.get(number) or error.strerror or str(error)


class ReadError(Exception):
    """Something could not be read; the rest of the batch goes on.

    Attributes:
        kind: a slug, one of the keys of `MESSAGES`.
        message: one Vietnamese line: what is wrong and what to do.
        source: what was being read, as given; may be empty.
        detail: a word for developers (the name of an exception, a status), never shown alone.
    """

    def __init__(
        self, kind: str, source: str = "", *, detail: str = "", limit: str = "", format: str = ""
    ) -> None:
        self.kind = kind
        self.source = source
        self.detail = " ".join(detail.split())[:200]
        self._given = {"detail": detail, "limit": limit, "format": format}
        self.message = MESSAGES[kind].format(detail=self.detail, limit=limit, format=format or "này")
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.source else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (self.kind, self.source, self._given))

    def of(self, source: str) -> "ReadError":
        """The same error told of `source`, unless it names one already."""
        return self if self.source else ReadError(self.kind, source, **self._given)

    def as_json(self) -> dict[str, Any]:
        """The error as a JSON-ready object; `from_json` makes it again."""
        return {"kind": self.kind, "source": self.source, **self._given}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ReadError":
        """Make the error from what `as_json` gave; an unknown kind becomes `failed`."""
        kind = data.get("kind", "")
        given = {name: str(data.get(name, "")) for name in ("detail", "limit", "format")}
        return cls(kind if kind in MESSAGES else "failed", str(data.get("source", "")), **given)


def _again(kind: str, source: str, given: dict[str, str]) -> ReadError:
    return ReadError(kind, source, **given)


def size(count: int) -> str:
    """A number of bytes for people: `50 MB`, `1,5 GB`."""
    for unit, step in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if count >= step:
            return f"{count / step:.1f}".removesuffix(".0").replace(".", ",") + f" {unit}"
    return f"{count} byte"
