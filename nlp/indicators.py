"""Which words are the indicator: the likeliest of the candidates, by weights learned from annotated texts.

The weights are those of a conditional logit over the candidates' marks (`make models`), stored as
JSON and applied here without the libraries that made them.
"""

import math

from nlp.candidates import Indicator, Surroundings, candidates
from nlp.choice import choice
from nlp.stretches import Context

MODEL = "indicator_model"


def indicator_of(context: Context, around: Surroundings) -> Indicator | None:
    """Name what a numeral measures, with how sure that is; None when no words are there."""
    found = candidates(context, around)
    if not found:
        return None
    by = choice(MODEL).weights
    scores = []
    for candidate in found:
        ground, own, spot = candidate.marks
        score = ground.weight if ground.model is by else ground.weigh(by)
        score += own.weight if own.model is by else own.weigh(by)
        scores.append(score + (spot.weight if spot.model is by else spot.weigh(by)))
    best = max(scores)
    chosen = found[scores.index(best)]
    sure = 1 / sum([math.exp(s - best) for s in scores])
    return Indicator(chosen.text, chosen.rule, chosen.base, sure)
