"""One self-contained page that shows what was read out of a document, and why.

The text is drawn by displaCy from the layers in `doc.spans`; below it each figure has a card. The page
needs no script and nothing from outside, so it can be sent by mail and opened anywhere.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webapp import display
from webapp.wording import said

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp.document import Document

LAYERS = {
    "figures": ("số", "#ffd54f"),
    "directives": ("văn bản", "#9fc5f8"),
    "statements": ("phát biểu", "#d5b8ee"),
    "localities": ("địa danh", "#a5d6a7"),
}
"""The layers that are drawn: what each is called and its colour."""
_JOIN = "\u2060"
"""Word joiner: marks where displaCy's blank after a stretch of text has to go again."""
_KINDS_OF_NUMBER = {
    "percent": "tỷ lệ phần trăm",
    "points": "điểm phần trăm",
    "count": "số đếm",
    "fraction": "tỷ số",
    "money": "số tiền",
    "rank": "thứ hạng",
    "score": "điểm số",
}
_PLACES_OF_INDICATOR = {
    "before": "chỉ tiêu đứng trước số",
    "after": "chỉ tiêu đứng sau số",
    "around": "chỉ tiêu nằm hai bên số",
    "shared": "dùng chung chỉ tiêu với số đứng trước",
    "derived": "chỉ tiêu của số đứng trước, thêm hướng thay đổi hay mức so sánh",
    "table": "chỉ tiêu là đầu cột hay đầu dòng của bảng",
    "bare": "không có từ ngữ nào nêu chỉ tiêu",
}
_FIELDS = {
    "role": "loại (kết quả hay mục tiêu)",
    "period": "kỳ",
    "locality": "địa bàn",
    "indicator": "chỉ tiêu",
    "issuer": "cơ quan ban hành",
    "number": "số văn bản",
    "date": "ngày",
    "canonical": "đơn vị cấp trên",
    "speaker": "người nói",
    "organisation": "cơ quan",
    "status": "đánh giá",
}
_TEMPLATE = {
    "span": '<span class="token" style="height:{total_height}px">{text}{span_slices}{span_starts}</span>',
    "slice": '<span class="line" style="background:{bg};top:{top_offset}px"></span>',
    "start": '<span class="line first" style="background:{bg};top:{top_offset}px">'
    '<span class="label" style="background:{bg}">{label}{kb_link}</span></span>',
}


@dataclass(frozen=True, slots=True)
class Card:
    """A figure as the page shows it: what it says, field by field, and how that was found."""

    number: int
    amount: str
    tone: str
    fields: list[tuple[str, str]]
    quote: list[display.Piece]
    reasons: list[tuple[str, str]]


def page(document: "Document") -> str:
    """The page for a document, as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from corpus.datelines import left_to_text
    from nlp.facts import kind_of, row
    from nlp.pipeline import facts_in, read

    doc = read(left_to_text(document))
    facts = facts_in(doc)
    rows = [row(fact, document) for fact in facts]
    figures = [r for r in rows if r["kind"] == "figure"]
    environment = Environment(
        loader=PackageLoader("webapp"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    counts = [kind_of(fact) for fact in facts]
    return environment.get_template("explain.html").render(
        title=document.title or document.source.rpartition("/")[2],
        source=document.source,
        published=display.day(document.published),
        sha256=document.sha256,
        legend=[
            (said(f"kind.{kind}"), LAYERS[layer][1], counts.count(kind))
            for layer, kind in zip(LAYERS, ("figure", "directive", "statement", "locality"), strict=True)
        ],
        paragraphs=[Markup(drawn) for drawn in drawings(doc)],
        cards=[card(number, r) for number, r in enumerate(figures, 1)],
        others=[r for r in rows if r["kind"] in ("directive", "statement")],
        place=display.place,
        day=display.day,
        reasons=reasons,
        percent=_percent,
    )


def drawings(doc: "Doc") -> list[str]:
    """Each paragraph of the text, drawn by displaCy with the spans of all layers; safe HTML."""
    from spacy import displacy

    spans = [
        (span.start_char, span.end_char, layer, number)
        for layer in LAYERS
        for number, span in enumerate(doc.spans.get(layer, ()), 1)
    ]
    text = doc.text
    options = {
        "colors": dict(LAYERS.values()),
        "template": _TEMPLATE,
        "top_offset": 27,
        "span_label_offset": 14,
        "top_offset_step": 15,
    }
    out = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        here = [s for s in spans if s[0] < paragraph.end() and s[1] > paragraph.start()]
        parsed = _parsed(text, paragraph.start(), paragraph.end(), here)
        drawn = displacy.render(parsed, style="span", manual=True, options=options, jupyter=False, page=False)
        out.append(drawn.replace(f"{_JOIN} ", ""))
    return out


def _parsed(text: str, start: int, end: int, spans: list[tuple[int, int, str, int]]) -> dict[str, Any]:
    """A paragraph in the form displaCy draws: words inside of spans, whole stretches outside."""
    cuts = {start, end}
    for first, last, _, _ in spans:
        first, last = max(first, start), min(last, end)
        cuts |= {first, last}
        cuts |= {first + m.end() for m in re.finditer(r"\s+", text[first:last])}
    edges = sorted(cuts)
    index = {edge: i for i, edge in enumerate(edges)}
    inside = [any(a <= one < b for a, b, _, _ in spans) for one in edges[:-1]]
    tokens = [_token(text[a:b], within) for a, b, within in zip(edges, edges[1:], inside, strict=False)]
    return {
        "text": text[start:end],
        "tokens": tokens,
        "spans": [
            {
                "start_token": index[max(first, start)],
                "end_token": index[min(last, end)],
                "label": LAYERS[layer][0],
                **({"kb_id": str(number), "kb_url": f"#so-{number}"} if layer == "figures" else {}),
            }
            for first, last, layer, number in spans
        ],
    }


def _token(words: str, in_span: bool) -> str:
    """Words as displaCy has to be given them: it adds a blank to all that is in no span or is blank."""
    if words.isspace():
        return ""
    return words if in_span else words.replace(_JOIN, "") + _JOIN


def card(number: int, row: dict[str, Any]) -> Card:
    """The card of one figure, from its flat row."""
    status, later = row["status"], row["locality_2025"] or ""
    fields = [
        ("Chỉ tiêu", row["indicator"] or "không có từ ngữ nào nêu chỉ tiêu"),
        ("Loại", said(f"role.{row['role']}")),
        ("Đánh giá", said(f"status.{status or 'none'}")),
        ("Mức phải đạt", display.target(row)),
        ("Địa bàn", row["locality_canonical"] or row["locality"] or "không nêu"),
        ("Từ tháng 7/2025", later if later != row["locality_canonical"] else ""),
        ("Cơ quan", row["organisation"] or ""),
        ("Kỳ", display.period(row["period"]) or "không nêu"),
        ("Gồm", "; ".join(item["text"] for item in row["items"])),
    ]
    sentence, at = row["sentence"] or row["text"], row["sentence_start"]
    return Card(
        number=number,
        amount=display.amount(row),
        tone=status or "",
        fields=[(name, value) for name, value in fields if value],
        quote=display.pieces(sentence, at if at is not None else row["start"], [(row["start"], row["end"])]),
        reasons=reasons(row),
    )


def reasons(row: dict[str, Any]) -> list[tuple[str, str]]:
    """How a fact was found: rule, cue words, inferred fields, confidence, offsets."""
    told = [
        ("Quy tắc", _rule(row)),
        ("Từ báo hiệu", ", ".join(f"“{cue}”" for cue in row["cues"])),
        ("Suy ra từ ngữ cảnh", ", ".join(_FIELDS.get(name, name) for name in row["inferred"])),
        ("Độ tin cậy", _percent(row["confidence"])),
        ("Vị trí", f"ký tự {row['start']}–{row['end']}"),
    ]
    return [(name, value) for name, value in told if value]


def _rule(row: dict[str, Any]) -> str:
    number, _, place = row["rule"].partition("-")
    if row["kind"] == "figure" and place in _PLACES_OF_INDICATOR:
        return f"{_KINDS_OF_NUMBER.get(number, number)}; {_PLACES_OF_INDICATOR[place]} ({row['rule']})"
    return str(row["rule"])


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
