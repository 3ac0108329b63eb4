"""What can go wrong with the store, worded with the way out."""

from pathlib import Path


class StoreError(Exception):
    """The store cannot do what was asked; the message says what to do."""


class StoreTooNew(StoreError):
    """The store's file was written by a newer version of the program."""

    def __init__(self, found: str | None) -> None:
        super().__init__(
            f"Kho dữ liệu do một phiên bản doichieu mới hơn tạo ra (lược đồ {found}); hãy cập nhật doichieu."
        )


class StoreFull(StoreError):
    """No room is left on the disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Ổ đĩa chứa {path} đã đầy; hãy giải phóng chỗ rồi chạy lại lệnh này, phần đã ghi vẫn còn nguyên."
        )


class StoreBusy(StoreError):
    """Another process held the store for longer than we wait."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Kho dữ liệu {path} đang được một tiến trình khác ghi; hãy thử lại sau ít phút.")


class StoreUnreadable(StoreError):
    """The file is there but isn't ours to open, or is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Không mở được kho dữ liệu {path} ({reason}); "
            "hãy kiểm tra quyền truy cập hoặc khôi phục từ bản sao lưu."
        )
