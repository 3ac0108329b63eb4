"""Realistic documents in any number, the same for the same seed.

Sentences come from our own frames (`data/frames.txt` with figures, `data/narrative.txt` without) and from
the project's own annotated tuning texts, mixed such that there are about as many figures a page as in real
articles, rather more. Places are drawn from the gazetteer, figures are made up, those within borrowed
sentences drawn anew. A document is about 9 KB of UTF-8: a news story, a report with head and lettered
lists, or a bulletin with a table.
"""

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from nlp.gazetteer import Unit, gazetteer

HERE = Path(__file__).resolve().parent
TEXTS = HERE.parent / "tests" / "annotated" / "tuning"
TYPICAL_BYTES = 9_000
BORROWED = 0.15
"""Share of paragraphs from tuning texts, which are far denser in figures than what newspapers print."""

_TOPICS = """chuyển đổi số|cải cách hành chính|xây dựng nông thôn mới|giảm nghèo bền vững|an toàn giao thông
bảo hiểm y tế toàn dân|phát triển kinh tế tập thể|chăm sóc sức khỏe nhân dân|giáo dục nghề nghiệp
bảo vệ môi trường|phòng cháy, chữa cháy|dịch vụ công trực tuyến|văn hóa cơ sở"""
_INDICATORS = """tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến|tỷ lệ hộ nghèo tiếp cận thông tin
tỷ lệ thanh toán trực tuyến|tỷ lệ rác thải sinh hoạt được thu gom, xử lý|tỷ lệ lao động qua đào tạo
tỷ lệ người dân có sổ sức khỏe điện tử|tỷ lệ số hóa kết quả giải quyết thủ tục hành chính
tỷ lệ thôn đạt chuẩn văn hóa|tỷ lệ che phủ rừng|tỷ lệ đường ngõ xóm được bê tông hóa
tỷ lệ người dân trưởng thành có tài khoản ngân hàng|tỷ lệ trạm y tế có bác sĩ
tỷ lệ cấp giấy chứng nhận quyền sử dụng đất lần đầu|tỷ lệ hộ gia đình có kết nối internet băng rộng"""
_BODIES = """Sở Nội vụ|Sở Khoa học và Công nghệ|Sở Tài chính|Phòng Văn hóa - Xã hội|Phòng Nội vụ
Sở Nông nghiệp và Môi trường|Trung tâm Y tế|Sở Giáo dục và Đào tạo|Ban Quản lý dự án|Sở Công Thương"""
_REASONS = """hạ tầng viễn thông ở vùng sâu chưa đồng bộ|người dân chưa quen thao tác trên thiết bị thông minh
vướng mắc trong giải phóng mặt bằng|giá vật liệu tăng cao|thiếu nhân lực chuyên trách ở cấp xã
phần mềm chưa liên thông|thời tiết mưa kéo dài|kinh phí bố trí còn hạn hẹp"""
_SAID = """Chúng tôi coi đây là việc phải làm mỗi ngày, không chờ đến cuối năm mới đốc thúc.
Cái khó nhất là thay đổi thói quen của bà con, nhưng khi đã quen thì ai cũng thấy tiện.
Trước đây đi làm giấy tờ mất cả buổi, giờ ngồi ở nhà bấm điện thoại là xong.
Địa phương nào làm chưa tốt thì người đứng đầu phải giải trình, khắc phục ngay.
Nhờ được hướng dẫn tận nơi, gia đình tôi đã nộp hồ sơ chỉ trong mười phút."""
_FIRMLY = """các chỉ tiêu còn lại sẽ hoàn thành trước thời hạn
ngành sẽ đồng hành cùng địa phương tháo gỡ khó khăn
không vì chạy theo thành tích mà báo cáo sai số liệu|năm tới sẽ giao chỉ tiêu sát với điều kiện từng xã"""
_POSTS = "Chủ tịch UBND|Phó Chủ tịch UBND|Bí thư|Phó Bí thư Thường trực|Chánh Văn phòng"
_FAMILY = "Nguyễn|Trần|Lê|Phạm|Hoàng|Phan|Vũ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý"
_MIDDLE = "Văn|Thị|Hữu|Đức|Minh|Quang|Xuân|Thanh|Ngọc|Công|Bá|Hồng"
_GIVEN = "An|Bình|Chung|Dũng|Hà|Hạnh|Hùng|Khánh|Lan|Long|Mai|Nam|Phúc|Quân|Sơn|Thảo|Tuấn|Vinh|Yến"
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERAL = re.compile(r"(?<![\w./-])\d+(?:\.\d{3})*(?:,\d+)?(?![\w/-]|[.,]\d)")


def document(n: int, seed: int = 0) -> str:
    """The text of document `n`."""
    rng = random.Random(f"{seed}/{n}")
    fill = _Slots(rng)
    body = rng.choices((_news, _report, _bulletin), (6, 3, 1))[0](fill, rng)
    text = "\n".join(body)
    target = rng.gauss(TYPICAL_BYTES, TYPICAL_BYTES / 4)
    while len(text.encode()) < target:
        text += "\n" + _paragraph(fill, rng)
    return text + "\n"


def fingerprint() -> str:
    """Changes with whatever the documents are made from."""
    made_from = [Path(__file__), *(HERE / "data").iterdir(), *TEXTS.glob("*.txt")]
    whole = b"".join(path.read_bytes() for path in sorted(made_from))
    return hashlib.sha256(whole).hexdigest()[:8]


def write(folder: Path, count: int, seed: int = 0) -> int:
    """Write `count` documents into `folder`, a thousand a subfolder; what is there is kept.

    Returns:
        Their size in bytes, all together.
    """
    total = 0
    for n in range(count):
        path = folder / f"{n // 1000:03}" / f"van-ban-{n:05}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(document(n, seed), encoding="utf-8")
        total += path.stat().st_size
    return total


class _Slots(dict[str, str]):
    """Fills a frame's slots: the same places within a document, new figures at each."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self.rng = rng
        self.year = rng.randint(2021, 2024)
        province = rng.choice(_provinces())
        district = rng.choice(_children(province.uid))
        communes = rng.sample(_children(district.uid), k=min(4, len(_children(district.uid))))
        self.update(tinh=province.label, huyen=district.label, nam=str(self.year), nam_sau=str(self.year + 1))
        self["huyen_thuong"] = district.label.split(" ")[0]
        self["linh_vuc"] = _pick(rng, _TOPICS)
        for k, unit in enumerate((communes * 4)[:4]):
            self[f"xa{k + 1}" if k else "xa"] = unit.label

    def __missing__(self, name: str) -> str:
        if name.endswith("_hoa"):
            said = self[name.removesuffix("_hoa")]
            return said[0].upper() + said[1:]
        return _MADE[name](self.rng, self)


def _pick(rng: random.Random, choices: str) -> str:
    return rng.choice(choices.replace("\n", "|").split("|"))


def _vietnamese(value: float, digits: int = 0) -> str:
    whole, _, part = f"{value:,.{digits}f}".partition(".")
    return whole.replace(",", ".") + ("," + part if part.strip("0") else "")


def _share(rng: random.Random, all_of_it: bool = False) -> str:
    whole = rng.randint(5, 40)
    return f"{whole if all_of_it else rng.randint(whole // 2, whole)}/{whole}"


_MADE: dict[str, Callable[[random.Random, _Slots], str]] = {
    "pct": lambda r, s: _vietnamese(r.uniform(40, 95), r.randint(0, 2)),
    "pct_cao": lambda r, s: _vietnamese(r.uniform(90, 100), r.randint(0, 1)),
    "pct_nho": lambda r, s: _vietnamese(r.uniform(1, 35), r.randint(0, 2)),
    "phan_le": lambda r, s: _vietnamese(r.uniform(0.2, 9), 1),
    "diem": lambda r, s: _vietnamese(r.uniform(40, 96), 2),
    "dem": lambda r, s: str(r.randint(8, 480)),
    "dem_nho": lambda r, s: f"{r.randint(1, 9):02}",
    "nghin": lambda r, s: _vietnamese(r.randint(10_000, 480_000)),
    "nghin_nho": lambda r, s: _vietnamese(r.randint(1_000, 9_900)),
    "tien": lambda r, s: _vietnamese(r.uniform(20, 9_000), r.randint(0, 1)),
    "phan_so": lambda r, s: _share(r),
    "phan_so_du": lambda r, s: _share(r, all_of_it=True),
    "thang": lambda r, s: f"tháng {r.randint(2, 12)}/{s['nam']}",
    "ngay": lambda r, s: f"ngày {r.randint(1, 28):02}/{r.randint(1, 12)}/{s['nam']}",
    "dat": lambda r, s: _pick(r, "hoàn thành|đã đạt|đạt và vượt|mới hoàn thành"),
    "tang_giam": lambda r, s: _pick(r, "tăng|giảm"),
    "so_voi": lambda r, s: _pick(
        r, "vượt kế hoạch đề ra|chưa đạt kế hoạch|cao hơn bình quân chung toàn tỉnh|tăng so với cùng kỳ"
    ),
    "thu_tu": lambda r, s: _pick(r, "đầu tiên|thứ hai|thứ 5|thứ 11"),
    "chi_tieu": lambda r, s: _pick(r, _INDICATORS),
    "co_quan": lambda r, s: _pick(r, _BODIES),
    "nguyen_nhan": lambda r, s: _pick(r, _REASONS),
    "loi_noi": lambda r, s: r.choice(_SAID.split("\n")),
    "khang_dinh": lambda r, s: _pick(r, _FIRMLY),
    "chuc_vu": lambda r, s: _pick(r, _POSTS),
    "nguoi": lambda r, s: f"{_pick(r, _FAMILY)} {_pick(r, _MIDDLE)} {_pick(r, _GIVEN)}",
    "van_ban": lambda r, s: _pick(
        r,
        f"Quyết định số {r.randint(50, 3900)}/QĐ-UBND ngày {r.randint(1, 28)}/{r.randint(1, 12)}/{s['nam']}"
        f"|Kế hoạch số {r.randint(20, 400)}/KH-UBND|Kế hoạch {r.randint(20, 400)}",
    ),
}  # fmt: skip


def _news(fill: _Slots, rng: random.Random) -> list[str]:
    title = _framed("{huyen_hoa}: Nhiều chỉ tiêu {linh_vuc} về đích, một số còn chậm", fill)
    return [title, *(_paragraph(fill, rng) for _ in range(5))]


def _report(fill: _Slots, rng: random.Random) -> list[str]:
    number = rng.randint(20, 900)
    date = f"ngày {rng.randint(10, 28)} tháng {rng.randint(3, 12):02} năm {fill['nam']}"
    aims = [_framed(f"{letter}) {{chi_tieu_hoa}} đạt {{pct_cao}}%;", fill) for letter in "abcdđeghi"]
    return [
        "ỦY BAN NHÂN DÂN",
        fill["huyen"].upper(),
        f"Số: {number}/BC-UBND",
        _framed(f"{{huyen_hoa}}, {date}", fill),
        "",
        "BÁO CÁO",
        _framed("Kết quả thực hiện nhiệm vụ {linh_vuc} năm {nam}", fill),
        "",
        "I. KẾT QUẢ",
        *(f"{k}. {_paragraph(fill, rng)}" for k in range(1, 5)),
        "",
        f"II. MỤC TIÊU NĂM {fill['nam_sau']}",
        *aims,
    ]


def _bulletin(fill: _Slots, rng: random.Random) -> list[str]:
    rows = [
        f"{fill[name]} | {_framed('{pct}% | {pct_cao}% | {dem}', fill)}"
        for name in ("xa", "xa2", "xa3", "xa4")
    ]
    return [
        _framed("BẢN TIN {linh_vuc} {thang}", fill).upper(),
        _paragraph(fill, rng),
        "Đơn vị | Kết quả | Chỉ tiêu | Hồ sơ",
        *rows,
        _paragraph(fill, rng),
    ]


def _paragraph(fill: _Slots, rng: random.Random) -> str:
    """Some sentences of ours, most without figures, or of a tuning text with its figures drawn anew."""
    if rng.random() < BORROWED and (lines := _borrowed()):
        return _NUMERAL.sub(lambda match: _another(match[0], rng), rng.choice(lines))
    told = rng.sample(_frames("narrative"), k=rng.randint(1, 5))
    counted = rng.sample(_frames("frames"), k=rng.randint(0, 2))
    return " ".join(_framed(frame, fill) for frame in [*counted, *told])


def _framed(frame: str, fill: _Slots) -> str:
    return frame.format_map(fill)


def _another(numeral: str, rng: random.Random) -> str:
    """A numeral of the same shape; years and round hundreds stay."""
    if _YEAR.fullmatch(numeral) or numeral in ("100", "0") or numeral.startswith("0"):
        return numeral
    first = rng.choice("123456789")
    return first + re.sub(r"\d", lambda _: rng.choice("0123456789"), numeral[1:])


@cache
def _frames(name: str) -> list[str]:
    lines = (HERE / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _borrowed() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if len(line) > 120]


def _units() -> Iterator[Unit]:
    places = gazetteer()
    for line in (HERE.parent / "nlp" / "data" / "gazetteer.tsv").read_text(encoding="utf-8").splitlines():
        yield places.unit(line.split("\t")[0])


@cache
def _provinces() -> list[Unit]:
    whole = [u for u in _units() if u.level == "province" and not u.of_2025]
    return [u for u in whole if _children(u.uid)]


@cache
def _children(id: str) -> list[Unit]:
    places = gazetteer()
    found = [u for u in places.children(places.unit(id)) if not u.of_2025]
    return [u for u in found if u.level == "commune" or _children(u.uid)]
