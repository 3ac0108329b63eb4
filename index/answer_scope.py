"""Which places and bodies a question is about, among those that the documents know."""

import re
from dataclasses import dataclass, replace

from index.answer_merged import Merged, merged
from index.fact_parts import level_of
from index.facttable import FactTable
from nlp.gazetteer import gazetteer, name_key
from nlp.question import Question
from nlp.question_english import glossary, stem
from nlp.question_places import GIVES, AskedPlace, name_of, only_says_where
from nlp.shadow import bare, shadow


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question asks about, resolved: the units it may mean, most likely first."""

    label: str
    chains: tuple[str, ...]
    whole: bool = False
    merged: Merged | None = None


def _department(q: Question, table: FactTable) -> tuple[str | None, list[tuple[int, int]]]:
    """`Department of Health` in an English question: the known `Sở …` that the glossary leads to."""
    match = re.search(r"departments? of (?P<what>[a-z]+(?:(?:,| and) [a-z]+)*)", shadow(q.read))
    if not match:
        return None, []
    forms = [f for w in re.findall(r"[a-z]+", match["what"]) for f in glossary().get((stem(w),), ())]
    for words, name in table.organisations.items():
        if words[:1] == ("so",) and any(
            f" {' '.join(map(bare, f))} " in f" {' '.join(words)} " for f in forms
        ):
            return name, [match.span()]
    return None, []


_OF_ITS_TARGET = re.compile(
    r"(?<!\w)(?:muc|chi tieu|muc tieu|ke hoach|nghi quyet|yeu cau|du toan|quy dinh|tien do|targets?|goal|plan"
    r"|quota|resolution)(?: tieu)?(?: (?:ma|do|cua|by|of|from|set by|given by|assigned by))?(?: the)? ?$"
)
_HOW_MANY = re.compile(r"(?:bao nhieu|may|how many|bn) ?$")


def _only_set_it(q: Question, span: tuple[int, int]) -> bool:
    """Whether a body is named as the one that set a target (`mức HĐND tỉnh giao`), not as what did it."""
    plain = bare(shadow(q.read))
    start = plain.rfind("thu tuong ", 0, span[0]) if plain[: span[0]].endswith("thu tuong ") else span[0]
    return GIVES.match(plain, span[1]) is not None or _OF_ITS_TARGET.search(plain[:start]) is not None


def _is_counted(q: Question, span: tuple[int, int]) -> bool:
    """Whether a body is what is counted (`bao nhiêu trung tâm …`)."""
    return _HOW_MANY.search(bare(shadow(q.read))[: span[0]]) is not None


def _is_field(q: Question, first: str) -> bool:
    """Whether a sector is named (`ngành y tế`) where targets are asked for: it says what they are of."""
    return first == "nganh" and q.indicators_asked and q.status is not None


def find_organisation(q: Question, table: FactTable) -> tuple[str | None, list[tuple[int, int]]]:
    words = [(bare(m[0]), m.start(), m.end()) for m in re.finditer(r"\w+", shadow(q.read))]
    best: tuple[int, str, tuple[int, int]] | None = None
    names = table.organisations
    for i in range(len(words)):
        for size in range(min(12, len(words) - i), 1, -1):
            name = names.get(tuple(w for w, _, _ in words[i : i + size]))
            span = words[i][1], words[i + size - 1][2]
            if any(p.start < span[1] and span[0] < p.end for p in q.places):
                continue
            if words[i][0] == "so" and q.read[span[0] : span[1]].islower() and "howmany" in q.cues:
                continue  # `so lao dong … bao nhieu` is a number
            if (
                name
                and not shadow(name).startswith(("ubnd ", "ủy ban nhân dân ", "các "))
                and (best is None or size > best[0])
            ):
                if _only_set_it(q, span) or _is_counted(q, span) or _is_field(q, words[i][0]):
                    continue
                typed = q.read[words[i][1] : words[i + size - 1][2]]
                if shadow(typed) == bare(shadow(typed)) or shadow(typed) == shadow(name):
                    best = (size, name, (words[i][1], words[i + size - 1][2]))
    if best is None and q.english:
        return _department(q, table)
    return (best[1], [best[2]]) if best else (None, [])


def find_places(q: Question, table: FactTable) -> tuple[list[Place], list[AskedPlace]]:
    """The places asked about, parents that only say where dropped, and those nobody knows."""
    named = [p for p in q.places if not p.whole]
    elsewhere = [p for p in named if any(_of_another(p, o, q) for o in named)]
    known = [_of_level(p) for p in named if p.canonicals and p not in elsewhere]
    out: list[Place] = []
    unknown = [replace(p, label=p.text) for p in elsewhere]
    for p in named:
        if p in elsewhere:
            continue
        other = None if p.canonicals else merged(p, table)
        if other:
            out.append(Place(other.found[0].split(",")[0], other.found, merged=other))
        elif not p.canonicals:
            unknown.append(p)
    plain = bare(shadow(q.read))
    for p in known:
        chains = _likely(p, known, table)
        if any(o is not p and only_says_where(p, o, plain) for o in known):
            continue
        label = chains[0].split(",")[0]
        out.append(Place(label, chains))
    for p in q.places:
        if not p.whole:
            continue
        parents = {c.split(", ")[-1] for o in out for c in o.chains}
        chains = tuple(c for c in p.canonicals if not parents or c in parents)
        if not out:
            out.append(Place("tỉnh", chains, whole=True))
        elif (q.wants in ("extreme", "trend", "compare") or {"compare", "more", "less"} & q.cues) and any(
            "," in c for o in out for c in o.chains
        ):
            out.append(Place(chains[0] if len(chains) == 1 else "tỉnh", chains, whole=True))
    return out, unknown


def _of_another(inner: AskedPlace, outer: AskedPlace, q: Question) -> bool:
    """Whether a place is said to lie where only a namesake of the known one lies (`Sơn Tây, Hà Nội`)."""
    if inner is outer or not inner.canonicals or not inner.end <= outer.start or not outer.canonicals:
        return False
    between = bare(shadow(q.read))[inner.end : outer.start]
    if not re.fullmatch(r"(?:[ ,(]|cua|o|thuoc|in|of|tinh|thanh pho|tp\.?)*", between):
        return False
    if between.strip() == "," and len(q.places) > 2 and any("," not in c for c in inner.canonicals):
        return False  # one of several provinces that are named one after another
    homes = [c for c in outer.canonicals if "," not in c]
    if not homes or any(c == h or c.endswith(", " + h) for c in inner.canonicals for h in homes):
        return False
    names = gazetteer()
    namesakes = [u for u in names.named(name_key(name_of(inner.label)[1])) if not u.of_2025]
    return any(names.province(u).label in homes for u in namesakes if u.parent_uid is not None)


def _of_level(p: AskedPlace) -> AskedPlace:
    """The place without its namesakes of another kind than is typed (`TP Hà Giang` is no province)."""
    own = tuple(c for c in p.canonicals if p.level in (None, level_of(c)) or _is_city(p.level, c))
    return replace(p, canonicals=own) if own else p


def _is_city(level: str | None, chain: str) -> bool:
    """Whether a unit is a city, which may be of a district's level or of a province's."""
    return level == "district" and name_of(chain.split(",")[0])[0] == "thành phố"


def _likely(p: AskedPlace, all_places: list[AskedPlace], table: FactTable) -> tuple[str, ...]:
    others = [c for o in all_places if o is not p for c in o.canonicals]
    inside = tuple(c for c in p.canonicals if any(c.endswith(", " + o) for o in others))
    chains = tuple(sorted(inside or p.canonicals, key=lambda c: -len(table.figures_at(c))))
    if p.level is None and len(chains) > 1:
        provinces = tuple(c for c in chains if "," not in c)
        return provinces or chains
    return chains
