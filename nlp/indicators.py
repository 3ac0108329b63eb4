"""Which words are the indicator: the likeliest of the candidates, by weights learned from annotated texts.

The weights are those of a conditional logit over the candidates' marks (`make models`), stored as
JSON and applied here without the libraries that made them.
"""

import json
import math
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from nlp.candidates import Indicator, Surroundings, candidates
from nlp.stretches import Context


@cache
def _weights() -> dict[str, float]:
    data = json.loads(files("nlp").joinpath("data/indicator_model.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = data["weights"]
    return weights


@lru_cache(maxsize=16384)
def _weight(marks: tuple[str, ...]) -> float:
    """What marks weigh together; the same ones come again and again."""
    weights = _weights()
    return sum([weights.get(m, 0.0) for m in marks])


def indicator_of(context: Context, around: Surroundings) -> Indicator | None:
    """Name what a numeral measures, with how sure that is; None when no words are there."""
    found = candidates(context, around)
    if not found:
        return None
    scores = [_weight(c.ground) + _weight(c.words) + _weight(c.marks) for c in found]
    best = max(scores)
    chosen = found[scores.index(best)].indicator
    return replace(chosen, sure=1 / sum(math.exp(s - best) for s in scores))
