"""Yes or no to which way something went: more or less than before, than a mean, up or down a ranking.

A bare number says nothing about that. What tells it are the words before a number (`lại tụt 3 bậc`), the
number told beside it (`72.860 lượt, tăng 12%`), what it is held against (`không bằng mức 7,8% của cùng kỳ`),
or two numbers of one thing at two times. Without any of these there is no answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.answer_candidates import Candidate, Weighing
from index.answer_fit import odds
from index.answer_parts import alike
from index.answer_sure import sure
from index.facttable import Row
from nlp.question_periods import bounds
from nlp.question_words import Cue, Reading
from nlp.shadow import shadow

_UP_ASKED = Cue(
    r"(?<!\w)(?:(?<!hạ )(?:tăng|nhích lên|cải thiện|đi lên|khá lên|tiến bộ|lên)(?: hạng| bậc| trưởng)?"
    r"|(?:cao|nhiều|nhanh|mạnh|lớn|tốt|khá|đông) hơn|hơn (?:hẳn )?(?=năm|cùng|mức|trung bình|bình quân|mặt)"
    r"|trên (?:mức )?(?=trung bình|bình quân|mặt bằng)|ris(?:e|en|ing)|rose|increas(?:e|ed|ing)|gr[eo]w[n]?"
    r"|climb(?:ed)?|improve[d]?|(?:went|gone|go|is|are|was|were|moved?) up|up (?=by|from|on|compared)"
    r"|(?:higher|more|better|faster|larger|greater)|above)(?!\w)"
)
_DOWN_ASKED = Cue(
    r"(?<!\w)(?:giảm(?! đốc| sát)|sụt giảm|sụt|tụt|rớt|xuống|đi xuống|thụt)(?: hạng| bậc| lùi)?(?!\w)"
    r"|(?<!\w)(?:(?:thấp|ít|chậm|kém|nhỏ) hơn|kém (?=năm|cùng|mức|trung bình|bình quân|mặt)"
    r"|dưới (?:mức )?(?=trung bình|bình quân|mặt bằng)"
    r"|fall(?:en)?|fell|drop(?:ped)?|decreas(?:e|ed)|declin(?:e|ed)|shr[aiu]nk|(?:went|gone|go|is|are"
    r"|was|were|moved?) down|down (?=by|from|on|compared)|slip(?:ped)?"
    r"|(?:lower|fewer|less|worse|slower|smaller)|below)(?!\w)"
)
# Comparatives, by which a growth is held against another growth.
_THAN = Cue(
    r"(?<!\w)(?:(?:cao|nhiều|nhanh|mạnh|lớn|tốt|khá|đông|thấp|ít|chậm|kém|nhỏ) hơn|hơn|kém|trên|dưới"
    r"|than|above"
    r"|below)(?!\w)"
)
_MEAN = Cue(
    r"(?<!\w)(?:(?:mức |mặt bằng )?(?:trung bình|bình quân(?! đầu người| lương thực| mỗi| một| nhân khẩu)"
    r"|mặt bằng)(?: chung)?(?: (?:của )?(?:cả nước"
    r"|toàn quốc|toàn tỉnh"
    r"|chung|tỉnh|vùng))?|cả nước|toàn quốc|average|national(?:ly)?|mean)(?!\w)"
)
_EARLIER = Cue(
    r"(?<!\w)(?:(?:so )?(?:với )?(?:cùng kỳ|năm trước|năm ngoái|tháng trước|kỳ trước|quý trước|trước đó"
    r"|trước đây)"
    r"|year earlier|previous year|last year|year before|same period)(?!\w)"
)
_AIMS = Cue(
    r"(?<!\w)(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|(?:mức|số|tỉnh|huyện|trung ương) giao|nghị quyết|yêu cầu"
    r"|phấn đấu|đề ra|targets?|plan(?:ned)?|goals?|estimates?)(?!\w)"
)
_ORDINAL = re.compile(r"(?<!\w)(?:thu|lan|lop|muc do|level|loai|cap) (\d+)(?!\w)")
_EVERY = re.compile(
    r"(?<!\w)(?:tat ca|toan bo|moi (?:huyen|xa|tinh|don vi|dia phuong|noi)|deu|every|each|all)(?!\w)"
)
_RANK = Cue(
    r"(?<!\w)(?:(?<!ngân )(?<!khách )(?<!mặt )(?<!cửa )(?<!đơn )(?<!nhà )hạng(?! năm| mục)"
    r"|(?<!miền )(?<!cấp )bậc|vị trí"
    r"|rank(?:ing|ed|s)?|places?)(?!\w)"
)
_UP = r"tăng|lên|nhích|thêm|vươn|tiến|cải thiện|(?:cao|nhiều|nhanh|mạnh|lớn|nhỉnh|khá|đông|tốt) hơn|bứt|gấp"
_DOWN = r"giảm|xuống|tụt|sụt|rớt|hạ|(?:thấp|ít|chậm|nhỏ) hơn|kém|bớt|(?:không|chưa) bằng"
TURN = re.compile(rf"(?<!\w)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?!\w)")
# `vượt cùng kỳ 3,8%`, `hơn năm trước 105 con`
_PAST = re.compile(
    r"(?<!\w)(?:(?P<up>vượt|(?<!thấp )(?<!ít )(?<!chậm )(?<!nhỏ )(?<!kém )hơn)|(?P<down>kém"
    r"|thua))(?: so với)? (?:cùng kỳ|năm trước|năm ngoái|tháng trước)(?: \w+){0,3} ?$"
)
# What stands between a word for the way and its number (`tăng khá nhiều, ước 3,29 điểm`).
_LEAD = 34
_AS_SHARE = re.compile(r"(?<!\w)(?:chỉ |mới )?(?:bằng|đạt) (?:khoảng |gần |trên |hơn )?$")
_OF_EARLIER = re.compile(
    r"^ ?% (?:so với )?(?:(?:con )?số |mức |kết quả )?(?:thực hiện |của )?(?:cùng kỳ|năm trước|năm ngoái"
    r"|(?:của )?năm \d{4})"
)
HELD = re.compile(
    r"(?<!\w)(?:(?P<up>(?:cao|nhiều|nhanh|mạnh|lớn|nhỉnh|khá|tốt) hơn|trên|vượt)"
    r"|(?P<down>(?:thấp|ít|chậm|nhỏ) hơn|kém|dưới|(?:không|chưa) bằng|thua))"
    r"(?: (?:so với|hẳn|nhiều|khá xa))? (?:mức |tỷ lệ |con số )?(?:tăng )?(?P<what>trung bình|bình quân"
    r"|mặt bằng|cùng kỳ|năm trước|năm \d{4}|\d)"
)
# The way without a number, right behind one (`81,26%, giảm nhẹ so với năm trước`).
_BEHIND = re.compile(
    r"^ ?(?:%|[^\W\d_]+(?: [^\W\d_]+){0,3})? ?, (?:đều |cũng |đã |lại |có )?"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
    r"(?: (?:nhẹ|mạnh|khá|cao|sâu|đáng kể|rõ rệt|nhiều|đôi chút|chút ít|dần))?"
    r"(?: so với| so)? (?=cùng kỳ|năm trước|năm ngoái|năm \d{4}|tháng trước|quý trước|kỳ trước)"
)
_BESIDE = 60  # how far a change stands behind the number that changed
_CLOSE = 2.0  # how far the odds of figures may lie apart that may be asked about
_LEAST = 0.2  # how sure the figure must be whose way is told


@dataclass(frozen=True, slots=True)
class Way:
    """Which way something went.

    Attributes:
        up: whether up; None when it stood still.
        rows: the figures that tell it, the one that tells it first.
        told: how: `change` (a number that is a change, and what changed where that is told), `share` of an
            earlier number, `held` against another in so many words, or two `numbers`.
    """

    up: bool | None
    rows: tuple[Row, ...]
    told: str


def asks_way(w: Weighing) -> bool:
    """Whether yes or no is asked of a way that something went, and of no target or number."""
    q = w.q
    reading = _reading(w)
    ordinals = [float(n) for n in _ORDINAL.findall(reading.bare)]
    if not q.yesno or q.threshold or q.status or len(w.places) > 1 or set(q.numbers) - set(ordinals):
        return False
    if _AIMS.search(reading) or _asked(reading) is None:
        return False
    held = bool(_MEAN.search(reading) or _EARLIER.search(reading) or len(q.periods) > 1)
    return held if _THAN.search(reading) else True


def _reading(w: Weighing) -> Reading:
    """The question without its places, whose names are no words for a way (`ha giang`, `tang nhon phu`)."""
    text = w.q.read
    for p in w.q.places:
        text = f"{text[: p.start]}{' ' * (p.end - p.start)}{text[p.end :]}"
    return Reading(text)


def _asked(reading: Reading) -> bool | None:
    """Whether the question asks for up (True) or down (False); None when it asks neither or both."""
    up, down = _UP_ASKED.search(reading), _DOWN_ASKED.search(reading)
    if up and down:  # `tăng trưởng thấp hơn`: the comparative is what is asked
        than = [c for c, m in (("up", up), ("down", down)) if _THAN.search(Reading(m[0]))]
        return {"up": True, "down": False}[than[0]] if len(than) == 1 else None
    return True if up else False if down else None


def way_told(w: Weighing) -> tuple[bool, Way] | None:
    """The answer to such a question and what tells it; None when nothing does."""
    reading = _reading(w)
    asked = _asked(reading)
    if asked is None or _EVERY.search(reading.bare):  # one figure tells nothing of each
        return None
    own, found = _found(w, reading)
    if not found or not own.strong or not sure(own, _rivals(own, found), _LEAST):
        return None
    than, mean = _THAN.search(reading) is not None, _MEAN.search(reading) is not None
    close = [c for c in found if odds(c.score) >= odds(found[0].score) - _CLOSE][:6]
    if len(own.q.periods) == 1:
        close = [c for c in close if c.row.get("period") == own.q.periods[0].edtf] or close
    grows = than and re.search(r"(?<!\w)(?:tang|giam|grow|gr[eo]w)", reading.bare) is not None
    for c in close:
        if mean:
            told = _against_mean(own, c)
        elif grows:
            told = _held(own, c) or (_two_times(own, c, found) if _is_growth(c.row) else None)
        else:
            told = _own_way(own, c.row) or _beside(own, c) or _behind(own, c.row) or _held(own, c)
            told = told or _two_times(own, c, found)
        if told is not None:
            return told.up is asked, told
    return None


def _rivals(w: Weighing, found: list[Candidate]) -> list[Candidate]:
    """The best figure and those of other sentences: a number and its change beside it tell one way."""
    top = found[0].row
    here = top["doc"], w.table.sentence(top)[1]
    return [found[0], *(c for c in found[1:] if (c.row["doc"], w.table.sentence(c.row)[1]) != here)]


def _is_growth(row: Row) -> bool:
    """Whether a figure says how fast something grew or fell."""
    return row.get("unit") == "%" and _GROWTH.search(shadow(row.get("indicator") or "")) is not None


_GROWTH = re.compile(r"(?<!\w)(?:tăng|giảm)(?! tỷ lệ)")


def _found(w: Weighing, reading: Reading) -> tuple[Weighing, list[Candidate]]:
    """The figures of the subject, whatever they say about a way."""
    taken = [
        m.span() for cue in (_UP_ASKED, _DOWN_ASKED, _THAN, _EARLIER, _MEAN) for m in cue.finditer(reading)
    ]
    left = tuple(t for t in w.q.terms if not any(a <= t.start and t.end <= b for a, b in taken))
    periods = tuple(p for p in w.q.periods if not _is_reference(reading, p.start)) or w.q.periods[:1]
    q = replace(
        w.q,
        terms=left,
        periods=periods,
        cues=w.q.cues - {"change", "exceed", "more", "less", "met", "missed", "negated"},
        counted=None,
    )
    own = Weighing(q, w.table)
    text = "".join(" " if any(a <= i < b for a, b in taken) else c for i, c in enumerate(q.read))
    best: dict[int, Candidate] = {}
    for more in ("", " tăng", " giảm"):
        for c in own.ranked(own.place_mask(), None, asking=text + more):
            if c.at not in best or c.score > best[c.at].score:
                best[c.at] = c
    found = [c for c in best.values() if c.row.get("role") != "target"]
    if _RANK.search(reading):
        found = [c for c in found if c.row.get("unit") in ("hạng", "bậc")]
    return own, sorted(found, key=lambda c: (-round(c.score, 3), c.row["start"]))


_BEFORE_REFERENCE = re.compile(
    r"(?:so voi|hon|cung ky|than(?: in)?|kem|from|compared (?:to|with))(?: cung ky)?(?: nam)? *$"
)


def _is_reference(reading: Reading, start: int) -> bool:
    return _BEFORE_REFERENCE.search(reading.bare[:start]) is not None


def _lead(w: Weighing, row: Row) -> str:
    """The words right before a number, back to the number before it."""
    text = shadow(w.table.sources[row["doc"]].text[max(0, row["start"] - _LEAD) : row["start"]])
    return re.split(r"\d|[.;:\n]", _EARLIER_YEAR.sub("năm trước", text))[-1]


_EARLIER_YEAR = re.compile(r"(?<!\w)năm \d{4}(?!\d)")  # `nhiều hơn năm 2016 105 con`


def _own_way(w: Weighing, row: Row) -> Way | None:
    """The way that the words before a number say, or that it is a share of an earlier number."""
    lead = _lead(w, row)
    text = w.table.sources[row["doc"]].text
    if row.get("unit") == "%" and _AS_SHARE.search(lead):
        if _OF_EARLIER.match(shadow(text[row["end"] : row["end"] + 60])):
            return Way(row["value"] > 100, (row,), "share")
        return None
    if past := _PAST.search(lead):
        return Way(past["up"] is not None, (row,), "change")
    turns = list(TURN.finditer(lead))
    if not turns or row.get("role") == "target":
        return None
    return Way(turns[-1]["up"] is not None, (row,), "change")


def _next_in_sentence(w: Weighing, c: Candidate) -> Iterator[Row]:
    start = w.table.sentence(c.row)[1]
    for row in w.table.figures[c.at + 1 : c.at + 3]:
        if row["doc"] != c.row["doc"] or w.table.sentence(row)[1] != start:
            return
        if row["start"] - c.row["end"] > _BESIDE:
            return
        yield row


def _beside(w: Weighing, c: Candidate) -> Way | None:
    """The change told right behind a number."""
    for row in _next_in_sentence(w, c):
        if row.get("unit") not in ("%", "điểm %", "bậc", "điểm") and row.get("unit") != c.row.get("unit"):
            continue
        told = _own_way(w, row)
        if told is not None:
            return Way(told.up, (row, c.row), told.told)
    return None


def _behind(w: Weighing, row: Row) -> Way | None:
    """The way that the words behind a number say without a number of their own."""
    text = shadow(w.table.sources[row["doc"]].text[row["end"] : row["end"] + _BESIDE + 30])
    match = _BEHIND.match(text)
    return Way(match["up"] is not None, (row,), "held") if match else None


def _held(w: Weighing, c: Candidate) -> Way | None:
    """What a number is held against right behind it (`không bằng mức 7,8% của cùng kỳ`)."""
    text = w.table.sources[c.row["doc"]].text
    match = HELD.search(shadow(text[c.row["end"] : c.row["end"] + _BESIDE + 30]).split("\n")[0])
    if match is None:
        return _told_beside(w, c)
    if match["what"] in ("trung bình", "bình quân", "mặt bằng"):
        return None
    at = c.row["end"] + match.start("what")
    behind = w.table.figures[c.at + 1 : c.at + 4]
    row = next((f for f in behind if f["doc"] == c.row["doc"] and f["start"] == at), None)
    rows = (c.row, row) if row is not None and match["what"].isdigit() else (c.row,)
    if match["what"].isdigit() and (row is None or row.get("unit") != c.row.get("unit")):
        return None
    if row is not None and match["what"].isdigit() and row.get("role") == "target":
        return None
    return Way(match["up"] is not None, rows, "numbers" if len(rows) > 1 else "held")


_EARLIER_ONE = re.compile(
    r"[ (,]+(?:trong khi |mà )?(?:cùng kỳ|năm trước|(?:tốc độ tăng|mức tăng|mức"
    r"|con số)? ?(?:của )?(?:cùng kỳ )?năm \d{4})"
    r"(?: [^\W\d_]+){0,4} ?:? ?$"
)


def _told_beside(w: Weighing, c: Candidate) -> Way | None:
    """The number of an earlier time right behind a number (`7,5% (tốc độ tăng của năm 2017 là 6,54%)`)."""
    row = next(_next_in_sentence(w, c), None)
    if row is None or row.get("unit") != c.row.get("unit") or row.get("role") == "target":
        return None
    gap = shadow(w.table.sources[row["doc"]].text[c.row["end"] : row["start"]]).lstrip(" %")
    if not _EARLIER_ONE.fullmatch(" " + gap) or row["value"] == c.row["value"]:
        return None
    return Way(c.row["value"] > row["value"], (c.row, row), "numbers")


_OF_ALL = re.compile(r"(?<!\w)(?:trung bình|bình quân|mặt bằng|toàn quốc|cả nước)(?!\w)")
_ROUND = 4  # how many figures before and behind are looked through for a mean


def _against_mean(w: Weighing, c: Candidate) -> Way | None:
    """Whether a number lies above a mean: as its sentence says, or by the mean told beside it."""
    sentence, start = w.table.sentence(c.row)
    told = None
    said = shadow(sentence[max(0, c.row["end"] - start) :])
    for match in HELD.finditer(said[:90]):
        if match["what"] in ("trung bình", "bình quân", "mặt bằng"):
            told = told or Way(match["up"] is not None, (c.row,), "held")
    for row in w.table.figures[max(0, c.at - _ROUND) : c.at + _ROUND + 1]:
        same = row["doc"] == c.row["doc"] and row is not c.row and row.get("unit") == c.row.get("unit")
        if not same or abs(row["start"] - c.row["start"]) > 300:
            continue
        own = f"{_lead_words(w, row)} {shadow(row.get('indicator') or '')}"
        if _OF_ALL.search(own) and not _OF_ALL.search(shadow(c.row.get("indicator") or "")):
            if row["value"] == c.row["value"] or (told and told.up != (c.row["value"] > row["value"])):
                return None
            return Way(c.row["value"] > row["value"], (c.row, row), "numbers")
    return told


def mean_beside(w: Weighing) -> tuple[Row, Row] | None:
    """The figure asked about and the mean that is told beside it."""
    if w.q.unit == "điểm %":  # asked for is how far percentages lie apart
        w = Weighing(replace(w.q, unit="%"), w.table)
    own, found = _found(w, _reading(w))
    if not found or not sure(own, found, _LEAST):
        return None
    for c in [c for c in found if odds(c.score) >= odds(found[0].score) - _CLOSE][:6]:
        told = _against_mean(own, c)
        if told is not None and len(told.rows) > 1:
            return told.rows[0], told.rows[1]
    return None


def _lead_words(w: Weighing, row: Row) -> str:
    text = shadow(w.table.sources[row["doc"]].text[max(0, row["start"] - 60) : row["start"]])
    return re.split(r"\d|[.;\n]", text)[-1]


def _two_times(w: Weighing, c: Candidate, found: list[Candidate]) -> Way | None:
    """Two numbers of one thing at two times."""
    mine = bounds(c.row.get("period"))
    if mine is None or c.row.get("unit") == "bậc":
        return None
    later = w.table.figures[max(0, c.at - 8) : c.at + 9]
    for row in [*later, *(o.row for o in found)]:
        theirs = bounds(row.get("period"))
        same = all(row.get(k) == c.row.get(k) for k in ("doc", "unit", "locality", "role"))
        if not same or theirs is None or not theirs[1] < mine[0] or not alike(row, c.row):
            continue
        if row["value"] == c.row["value"]:
            return Way(None, (c.row, row), "numbers")
        up = (c.row["value"] > row["value"]) != (row.get("unit") == "hạng")
        return Way(up, (c.row, row), "numbers")
    return None
