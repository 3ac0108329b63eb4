"""Which words are the indicator: the likeliest of the candidates, by weights learned from annotated texts.

The weights are those of a conditional logit over the candidates' marks (`make models`), stored as
JSON and applied here without the libraries that made them.
"""

import json
import math
from dataclasses import replace
from functools import cache
from importlib.resources import files

from nlp.candidates import Indicator, Surroundings, candidates
from nlp.stretches import Context


@cache
def _weights() -> dict[str, float]:
    data = json.loads(files("nlp").joinpath("data/indicator_model.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = data["weights"]
    return weights


def indicator_of(context: Context, around: Surroundings) -> Indicator | None:
    """Name what a numeral measures, with how sure that is; None when no words are there."""
    found = candidates(context, around)
    if not found:
        return None
    weights = _weights()
    grounds = {id(c.ground): c.ground for c in found}
    ground = {key: sum([weights.get(m, 0.0) for m in marks]) for key, marks in grounds.items()}
    scores = [ground[id(c.ground)] + sum([weights.get(m, 0.0) for m in c.marks]) for c in found]
    best = max(scores)
    chosen = found[scores.index(best)].indicator
    return replace(chosen, sure=1 / sum(math.exp(s - best) for s in scores))
