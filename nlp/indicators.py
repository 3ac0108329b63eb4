"""Which words are the indicator: the likeliest of the candidates, by weights learned from annotated texts.

The weights are those of a conditional logit over the candidates' marks (`make models`), stored as
JSON and applied here without the libraries that made them.
"""

import math
from functools import lru_cache

from nlp.candidates import Indicator, Surroundings, candidates
from nlp.choice import choice
from nlp.stretches import Context

MODEL = "indicator_model"
_LEAST = 0.06
"""Candidates less likely than this, beside the chosen one, are not asked whether they say the same."""
_SHARED = 0.3
"""The words that two wordings share, by the words of both, from which they agree (an F1 of 0.6)."""
_TURNING = frozenset(("chưa", "không", "tăng", "giảm", "đúng", "quá", "trước", "nâng", "kiểu"))
"""Words that turn the meaning (`đúng hạn`, `quá hạn`; `nâng cao`, `kiểu mẫu`)."""


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
    shares = [math.exp(s - best) for s in scores]
    says_so = 1.0 + sum(
        [
            share
            for candidate, share in zip(found, shares, strict=True)
            if share > _LEAST and candidate is not chosen and _alike(candidate.text, chosen.text)
        ]
    )
    return Indicator(chosen.text, chosen.rule, chosen.base, says_so / sum(shares), best)


def _alike(one: str, two: str) -> bool:
    """Whether two wordings say much the same, so that either would have been right."""
    a, b = _words(one), _words(two)
    return len(a & b) >= _SHARED * (len(a) + len(b)) and not (a ^ b) & _TURNING


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())
