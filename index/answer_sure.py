"""Whether a figure is sure enough to be an answer: nobody forgives a wrong number, so doubt abstains."""

from index.answer_candidates import Candidate, Weighing

# Measured on questions whose right figure was taken away: what is left then is wrong, and looks like this.
SURE = 0.56  # how well the best figure must fit a lookup
_OWN = 0.64  # the same with a fifth of how far the question's words make up its indicator
_NEAR = 0.25  # how far a word must be found around a figure to count
_BODIES = {("ủy", "ban"), ("hội", "đồng")}  # every text has them
_AIMS = {"target", "target_strong", "given", "assigned"}
_UNIT = 0.5  # below it the figure counts something else than what is asked


def sure(w: Weighing, found: Candidate) -> bool:
    """Whether the best figure of a lookup may be given as its answer.

    Args:
        w: the question.
        found: the figure that fits best.

    Returns:
        False when too many of the question's words stand only elsewhere in the document, when the figure
        measures more than was asked, or counts another thing.
    """
    done = w.q.status is not None or "completed" in w.q.cues
    if found.row.get("role") == "target" and w.q.role is None and done and not _AIMS & w.q.cues:
        return False  # a plan is no answer to what was done
    if found.score < SURE or w.unit_fits(found.row) < _UNIT or _lacks_name(w, found):
        return False
    return found.score + 0.2 * w.table.matcher.covered(found.at, w.terms) >= _OWN or not w.terms


def _lacks_name(w: Weighing, found: Candidate) -> bool:
    """Whether a sign that the question writes in capitals (`THCS`, `PAPI`) stands nowhere near the figure."""
    names = [t for t in w.terms if t.text.isupper() and len(t.text) > 2 and t.text.isalpha()]
    names = [t for t in names if t.forms[0][:2] not in _BODIES]
    return bool(names) and bool((w.table.matcher.found(names)[:, found.at] < _NEAR).any())
