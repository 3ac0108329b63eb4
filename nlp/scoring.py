"""Scores of extracted facts against gold, as docs/facts.md ("Scores") defines them.

Facts come as flat rows (`nlp.facts.row`); gold rows may hold `<field>_also` with other readings. All
counts are kept by document, so that intervals can be made by drawing documents again.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp.wording import indicator_agrees, plain, same_chain, same_places, wording_f1

Row = Mapping[str, Any]
Key = tuple[str, str, int, int]
"""Which fact: document, kind, start, end."""

KINDS = ("figure", "directive", "locality", "statement")
NUMBERS = frozenset(("value", "value_max", "numerator", "denominator", "target_value"))
FIELDS = (
    "value", "value_max", "comparator", "unit", "numerator", "denominator", "indicator", "role", "status",
    "target_value", "locality", "organisation", "period",
)  # fmt: skip
WHOLE = ("value", "value_max", "comparator", "unit", "indicator", "role", "status", "locality", "period")
CLASSES = ("status", "role", "comparator")
_LEAST = {"figure": 0.3, "statement": 0.5}


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold fact and what became of it, or a fact that gold doesn't have (`gold` is None).

    Attributes:
        doc, kind: the document's name and the fact's kind.
        gold, found: the rows; `found` is None when the fact was missed.
        wrong: the fields that decide and are not right.
    """

    doc: str
    kind: str
    gold: Row | None
    found: Row | None
    wrong: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the fact was found and is wholly right."""
        return self.gold is not None and self.found is not None and not self.wrong

    @property
    def key(self) -> Key:
        """The gold fact's document, kind and offsets, or those of the fact that gold doesn't have."""
        row = self.gold if self.gold is not None else self.found
        assert row is not None
        return self.doc, self.kind, row["start"], row["end"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A score with its 95 % interval (None when it wasn't asked for) and what it is counted over."""

    value: float
    count: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class KindScores:
    """The scores of one kind; `fields` and `classes` are filled for figures."""

    gold: int
    found: int
    precision: Ratio
    recall: Ratio
    detection: Ratio
    strict: Ratio
    fields: dict[str, Ratio]
    classes: dict[str, dict[str, Ratio]]


def overlap(one: Row, two: Row) -> float:
    """Intersection over union of two rows' spans, 0 to 1."""
    shared = min(one["end"], two["end"]) - max(one["start"], two["start"])
    return shared / (max(one["end"], two["end"]) - min(one["start"], two["start"])) if shared > 0 else 0.0


def field_right(field: str, gold: Row, found: Row) -> bool:
    """Whether one field of a figure agrees with gold or with one of its other readings."""
    if field == "indicator":
        return indicator_agrees(dict(gold), found.get("indicator"), found.get("unit"))
    return any(_equal(field, want, found.get(field)) for want in _readings(field, gold))


def judge(doc: str, gold: Sequence[Row], found: Sequence[Row]) -> list[Judged]:
    """Match the facts of one document with gold, the best overlaps first, and judge each.

    Returns:
        For each kind the gold facts in their order, then the facts that gold doesn't have. Localities
        of a document whose gold has none are left out: some gold was made without them.
    """
    out: list[Judged] = []
    for kind in KINDS:
        wanted = [r for r in gold if r["kind"] == kind]
        given = [r for r in found if r.get("kind") == kind]
        if kind == "locality" and not wanted:
            continue
        partner = _pair(wanted, given, _LEAST.get(kind, 0.0))
        for i, want in enumerate(wanted):
            got = given[partner[i]] if i in partner else None
            out.append(Judged(doc, kind, want, got, _wrong(kind, want, got) if got is not None else ()))
        used = set(partner.values())
        out += [Judged(doc, kind, None, got) for j, got in enumerate(given) if j not in used]
    return out


def scores(judged: Iterable[Judged], draws: int = 0, seed: int = 1) -> dict[str, KindScores]:
    """Precision, recall, F1, fields and classes by kind; kinds that nobody has are left out.

    Args:
        judged: of all documents together.
        draws: how many times the documents are drawn again for the intervals; 0 makes none.
        seed: of the draws, so that the same facts always give the same intervals.
    """
    counts: dict[str, dict[str, Counter[tuple[str, ...]]]] = {}
    for one in judged:
        _count(counts.setdefault(one.kind, {}).setdefault(one.doc, Counter()), one)
    return {kind: _kind_scores(counts[kind], draws, seed) for kind in KINDS if kind in counts}


def _readings(field: str, gold: Row) -> list[Any]:
    return [gold.get(field), *(gold.get(f"{field}_also") or ())]


def _equal(field: str, want: Any, got: Any) -> bool:
    if field in NUMBERS:
        return _near(want, got)
    if field in ("locality", "organisation"):
        return same_places(want, got)
    if field == "unit":
        return (not want and not got) or bool(want and got and wording_f1(want, got) >= 0.5)
    if field == "period":
        return (want or "").rstrip("~?") == (got or "").rstrip("~?")
    return (want or None) == (got or None)


def _near(one: float | None, two: float | None) -> bool:
    if one is None or two is None:
        return one is two
    return abs(one - two) <= 1e-9 * max(1.0, abs(one), abs(two))


def _wrong(kind: str, gold: Row, found: Row) -> tuple[str, ...]:
    if kind == "figure":
        return tuple(f for f in WHOLE if not field_right(f, gold, found))
    if kind == "locality":
        return () if same_chain(gold.get("canonical"), found.get("canonical")) else ("canonical",)
    if kind == "statement":
        return () if _same(gold.get("speaker"), found.get("speaker")) else ("speaker",)
    decisive = ("type", "number", "issuer", "date")
    return tuple(f for f in decisive if not any(_same(w, found.get(f)) for w in _readings(f, gold)))


def _same(one: Any, two: Any) -> bool:
    return plain(str(one or "")) == plain(str(two or ""))


def _pair(gold: Sequence[Row], found: Sequence[Row], least: float) -> dict[int, int]:
    near = [(overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    partner: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted((n for n in near if n[0] > least), reverse=True):
        if i not in partner and j not in used:
            partner[i] = j
            used.add(j)
    return partner


def _count(into: Counter[tuple[str, ...]], one: Judged) -> None:
    gold, found = one.gold, one.found
    into["gold",] += gold is not None
    into["found",] += found is not None
    into["matched",] += gold is not None and found is not None
    into["right",] += one.right
    if one.kind != "figure":
        return
    if gold is not None and found is not None:
        for field in FIELDS:
            if gold.get(field) is not None or found.get(field) is not None or field == "period":
                into["field", field] += 1
                into["field right", field] += field_right(field, gold, found)
    for field in CLASSES:
        want = gold.get(field) if gold is not None else None
        got = found.get(field) if found is not None else None
        if gold is not None and found is not None and field_right(field, gold, found):
            want = got
        if want:
            into["class gold", field, want] += 1
        if got:
            into["class found", field, got] += 1
        if want and want == got:
            into["class right", field, want] += 1


def _kind_scores(counts: dict[str, Counter[tuple[str, ...]]], draws: int, seed: int) -> KindScores:
    documents = [counts[doc] for doc in sorted(counts)]
    total: Counter[tuple[str, ...]] = sum(documents, Counter())
    drawn: list[Counter[tuple[str, ...]]] = []
    chance = random.Random(seed)
    for _ in range(draws):
        again: Counter[tuple[str, ...]] = Counter()
        for one in chance.choices(documents, k=len(documents)):
            again.update(one)
        drawn.append(again)

    def ratio(top: tuple[str, ...], *below: tuple[str, ...], count: tuple[str, ...]) -> Ratio:
        values = sorted(_dice(d, top, *below) for d in drawn if any(d[b] for b in below))
        low, high = (
            (values[int(0.025 * len(values))], values[int(0.975 * len(values))]) if values else (None, None)
        )
        return Ratio(_dice(total, top, *below), total[count], low, high)

    gold, found = ("gold",), ("found",)
    classes: dict[str, dict[str, Ratio]] = {}
    for name, field, label in sorted(k for k in total if k[0] == "class gold"):
        below = ((name, field, label), ("class found", field, label))
        classes.setdefault(field, {})[label] = ratio(("class right", field, label), *below, count=below[0])
    return KindScores(
        gold=total[gold],
        found=total[found],
        precision=ratio(("matched",), found, count=found),
        recall=ratio(("matched",), gold, count=gold),
        detection=ratio(("matched",), gold, found, count=gold),
        strict=ratio(("right",), gold, found, count=gold),
        fields={
            f: ratio(("field right", f), ("field", f), count=("field", f))
            for f in FIELDS
            if total["field", f]
        },
        classes={f: classes[f] for f in CLASSES if f in classes},
    )


def _dice(counts: Counter[tuple[str, ...]], top: tuple[str, ...], *below: tuple[str, ...]) -> float:
    """A share of one count, or the F1 when two are given."""
    total = sum(counts[b] for b in below)
    return len(below) * counts[top] / total if total else 0.0


def mean(classes: Mapping[str, Ratio]) -> float:
    """The mean F1 of a field's classes; 0 when there are none."""
    return sum(r.value for r in classes.values()) / len(classes) if classes else 0.0
