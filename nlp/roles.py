"""Role: whether a number is a result, a target or a task handed out, by its cues and their reach.

The cues stand in `data/rules/roles.json`. Pseudo-cues (`không dùng tiền mặt`, `mục tiêu quốc gia`)
are taken out first.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nlp.numbers import Numeral
from nlp.rules import last_match, pattern, words
from nlp.scanning import Scan
from nlp.status import one_verdict

_PSEUDO = Scan(pattern("roles", "pseudo cues"))
AHEAD = pattern("roles", "ahead")
_NAMED = pattern("roles", "named")
_MARGIN_CUE = pattern("roles", "margin before")
_RESULT = pattern("roles", "result")
_LOOKING_AHEAD, _NAMING, _TELLING = Scan(AHEAD), Scan(_NAMED), Scan(_RESULT)
"""Where cues may begin that most numbers don't have."""
_ONLY = pattern("roles", "only so much")
_CAME_OF_IT = pattern("roles", "what came of it")
_DONE_SO_FAR = pattern("roles", "done so far")
_GOES_ON_DOING = pattern("roles", "goes on with what is to be done")
_JUDGED_AFTER = pattern("roles", "judged after")
_TASK_NOUNS = pattern("roles", "task nouns")
_OUT_OF = pattern("roles", "out of")
_HANDED_OUT = pattern("roles", "handed out")
_HANDED_OUT_AFTER = pattern("roles", "handed out after")
_HAS_TO = pattern("roles", "has to be done")
_GOES_ON = pattern("roles", "goes on with tasks")
_HEADS_TASKS = pattern("roles", "heads a list of tasks")
_DONE_BEFORE = pattern("roles", "task done before")
_DONE_AFTER = pattern("roles", "task done after")
_FAILED_AFTER = pattern("roles", "failed after")
_GIVERS = pattern("roles", "givers of targets")
_OWN_PLAN = pattern("roles", "own plan after")
_ORDERING = pattern("roles", "ordering")
_NOT_ORDERING = pattern("roles", "not ordering")
_SHARE_BEFORE = pattern("roles", "share of a plan before")
_RELATIVE = pattern("roles", "relative")
_SET_CHANGE = pattern("roles", "change that was set")
_IN_BRACKETS = pattern("roles", "plan in brackets")
_AHEAD_AFTER = pattern("roles", "ahead after")
_ESTIMATED_AT = pattern("roles", "estimated at")
_ESTIMATED = pattern("roles", "held against the year before")
_MOVED = pattern("roles", "all of them moved")
_NOW_AT = pattern("roles", "now at")
_LIMIT_NAMED = pattern("roles", "limit named")
_BREAKDOWN = pattern("roles", "breakdown")
_ALL_REACHED = pattern("roles", "all reached")
_CLOSES = re.compile(r"\s*(?:[^\s,;.()]+ ){0,2}[^\s,;.()]+\)")
_LEFT_OVER = pattern("roles", "left over")
_NOT_YET = pattern("roles", "not yet so")
_STILL_WITHOUT = pattern("roles", "still without")
_STILL_TO_COME = pattern("roles", "still to come")
_GIVEN_TO = pattern("roles", "given to so many")
_TOLD_IN_BRACKETS = pattern("roles", "told in brackets")
_AVERAGE = pattern("status", "level of an average")
_ENDS_IT = (_ALL_REACHED, _CAME_OF_IT, _ONLY)
_REACHED_ALL = pattern("roles", "list of what was reached")
_FIRM_RESULT = frozenset(words("roles", "firm result"))
_TURNS_A_LIST = frozenset(words("roles", "turns a list"))
_ACHIEVING = frozenset(words("roles", "achieving"))
_TYPE = re.compile(r"(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn)\s+")
_OPENS = re.compile(r"\(\s*(?:hơn |trên |gần |khoảng )?$")
_LETTER = re.compile(r"[^\W\d_]")
_SUPERVISES = re.compile(r"\s*(?:ban|tổ đại biểu|đại biểu)(?!\w)[^.;\n]{0,60}(?<!\w)giám sát(?!\w)")


class Role(NamedTuple):
    """What a number is (`result`, `target`, `assigned`) and the words that say so.

    Attributes:
        inferred: no cue of its own; it follows what was said before.
        holds: the cue looks ahead, so that it holds for the rest of the sentence.
        firm: the cue stands right at the number, so that no other words outweigh it.
    """

    name: str
    cue: str = ""
    inferred: bool = False
    holds: bool = False
    firm: bool = False


def quiet(shadow: str, places: Sequence[tuple[int, int]] = ()) -> str:
    """The shadow with pseudo-cues blanked out, so that they can't be taken for cues.

    Args:
        shadow: the text's shadow.
        places: where places are named, in text order; `huyện Giao Thủy` hands out nothing.
    """
    pieces: list[str] = []
    blanked: dict[str, str] = {}  # the same few places are told again and again
    at = 0
    for start, end in places:
        typed = _TYPE.match(shadow, start, end)
        start = max(at, typed.end() if typed else start)
        name = shadow[start:end]
        if name not in blanked:
            blanked[name] = _LETTER.sub("_", name)
        pieces += (shadow[at:start], blanked[name])
        at = max(start, end)
    calm, pieces, at = "".join([*pieces, shadow[at:]]), [], 0
    for match in _PSEUDO.inside(calm, 0, len(calm), shadow):
        pieces += (calm[at : match.start()], "_" * len(match[0]))
        at = match.end()
    return "".join([*pieces, calm[at:]])


def role_of(
    calm: str,
    shadow: str,
    sentence_start: int,
    numeral: Numeral,
    left: int,
    unit_start: int,
    right: int,
    carried: str,
    future: bool,
) -> Role:
    """Result, target or assigned.

    Args:
        calm: the text's shadow after `quiet`.
        shadow: the shadow itself, in which it is told where cues may begin.
        sentence_start: where the sentence begins.
        numeral: the number.
        left, right: where the words that belong to it begin and end.
        unit_start: where its unit begins.
        carried: the role that an earlier cue set for this passage (`target`, `assigned` or empty).
        future: its period lies after the time the document reports on.

    Example:
        `phấn đấu đạt 95%` is a target with the cue `phấn đấu`, `đã trồng 120 ha` a result with `đã`.
    """
    before = calm[left : numeral.start]
    after = calm[numeral.after : min(right, numeral.after + 90)]
    if numeral.kind == "count" and _TASK_NOUNS.match(calm, unit_start):
        own = calm[max(sentence_start, numeral.start - 150) : numeral.start]
        if _MOVED.search(own):
            return Role("result", "cả")
        if _OUT_OF.search(own):
            return Role("assigned", "trong")
        listed = carried == "assigned" and bool(_GOES_ON.fullmatch(before))
        listed = listed and not (_FAILED_AFTER.match(after) or _DONE_AFTER.match(after))
        if _HAS_TO.match(after):
            return Role("assigned", "phải")
        reached = own.endswith(" có ") and _DONE_AFTER.match(after)  # `18 chỉ tiêu đề ra có 12 chỉ tiêu đạt`
        if not reached and (_HANDED_OUT.search(own) or listed):
            return Role("assigned", "giao")
        if carried == "target" and before.rstrip().endswith("(") and _CLOSES.match(after):
            return Role("assigned", "chỉ tiêu")  # a heading of targets: `I. Kinh tế (11 chỉ tiêu)`
        line = calm.rfind("\n", 0, numeral.start) + 1
        if not calm[line : numeral.start].strip(" -+*•") and _HEADS_TASKS.match(calm, numeral.after):
            return Role("assigned", "chỉ tiêu")
        if _DONE_BEFORE.search(own[-40:]) or _FAILED_AFTER.match(after) or _DONE_AFTER.match(after):
            return Role("result", "hoàn thành")
        if _HANDED_OUT_AFTER.match(after):
            return Role("assigned", "giao")
    shares_tasks = numeral.kind == "fraction" and _TASK_NOUNS.match(calm, unit_start)
    if shares_tasks and (
        _DONE_AFTER.match(after) or _FAILED_AFTER.match(after) or _DONE_BEFORE.search(before)
    ):
        return Role("result", "hoàn thành")  # `12/15 chỉ tiêu đạt`
    if numeral.kind == "count" and _SUPERVISES.match(after):
        return Role("result", "giám sát", firm=True)  # `27 đại biểu giám sát việc thực hiện`
    planned = _OWN_PLAN.match(after)
    if planned and "theo kế hoạch" in planned[0] and _RESULT.search(before):
        planned = None  # `đã tiến hành 8 cuộc theo kế hoạch`
    if planned and numeral.kind != "fraction":
        return Role("target", planned[0].strip())
    bracketed = (_IN_BRACKETS.search(before) or _TOLD_IN_BRACKETS.search(before)) if "(" in before else None
    if bracketed:
        return Role("target", bracketed[0].strip(" ("))
    if judged := one_verdict(calm, sentence_start, numeral.start):
        return Role("result", judged["missed"] or "đạt", firm=True)
    if before.endswith("(") and _AVERAGE.search(before):
        return Role("result", "bình quân", firm=True)
    if _GIVEN_TO.search(before):
        return Role("result", "cho")
    lacking = "chưa" in after and _STILL_WITHOUT.match(after)
    lacking = lacking or (_NOT_YET.match(after) and _LEFT_OVER.search(before))
    if lacking and numeral.kind != "percent":
        return Role("result", "chưa")
    if "sẽ" in after and _AHEAD_AFTER.match(after):
        return Role("target", "sẽ")
    if "hiện" in before and _NOW_AT.search(before):
        return Role("result", "hiện", firm=True)
    ahead = last_match(AHEAD, before) if _LOOKING_AHEAD.may_begin(shadow, left, numeral.start) else None
    if not ahead and _ESTIMATED_AT.search(before):
        return Role("result", "ước", firm=True)  # `hết năm 2020 ước 56%`
    if ahead and ahead[0] == "dự kiến" and _ESTIMATED.match(after):
        ahead = None
    back = last_match(_RESULT, before) if _TELLING.may_begin(shadow, left, numeral.start) else None
    near = max(left, numeral.start - 90)
    named = _NAMED.search(before[-90:]) if _NAMING.may_begin(shadow, near, numeral.start) else None
    if named:
        lead = before[-90:][: named.start()]
        # `huyện giao 12 chỉ tiêu` tells who set it; `giao 12 xe` is no plan at all
        given = not named[0].startswith("giao") or numeral.kind != "count" or _GIVERS.search(lead)
        margin = None if named[0].rstrip().endswith("(") else _MARGIN_CUE.search(lead)
        if _LIMIT_NAMED.match(named[0]) and numeral.kind != "points":
            margin = None
        share = numeral.kind == "percent" and bool(_SHARE_BEFORE.search(lead))
        if numeral.kind == "percent" and _OPENS.search(named[0]):
            # `vượt dự toán Trung ương giao (116%)`: what share of it was reached
            passed = numeral.value >= 100 and lead.endswith(("vượt ", "vượt xa "))
            share = share or passed or lead.endswith("so với ")
        relative = _RELATIVE.search(before) and not _SET_CHANGE.search(before)
        if given and not margin and not share and not relative:
            leads = bool(_BREAKDOWN.match(after)) or _still_ahead(ahead, back)
            return Role("target", ahead[0] if leads and ahead else named[0].strip(), holds=leads)
        within = ahead is not None and ahead.start() >= len(before[:-90]) + named.start()
        if margin and carried != "target" and (within or not _still_ahead(ahead, back)):
            return Role("result", margin[0].strip())  # `ước đạt 56%, vượt chỉ tiêu 1%`
    if ahead and _still_ahead(ahead, back):
        return Role("target", ahead[0], holds=True, firm=bool(_STILL_TO_COME.search(before)))
    if carried == "target":
        if back and back[0] in _TURNS_A_LIST:
            return Role("result", back[0])
        came = _CAME_OF_IT.search(before) or _ONLY.search(before) or _DONE_SO_FAR.search(before)
        if came := came or _JUDGED_AFTER.match(after):
            return Role("result", came[0].strip(" ,%"), firm=True)
        if doing := _GOES_ON_DOING.search(before):
            return Role("target", doing["doing"], True, firm=True)
        return Role("target", "", True)
    all_reached = _REACHED_ALL.search(before) if not future else None
    if all_reached:
        return Role("result", all_reached[1], firm=True)
    ordered = _ORDERING.search(before)
    if ordered and not _NOT_ORDERING.search(before):
        return Role("target", ordered[0].strip())
    if back and back[0] in _FIRM_RESULT:
        return Role("result", back[0])
    return Role("target", "", True) if future else Role("result", "", True)


def _still_ahead(ahead: re.Match[str] | None, back: re.Match[str] | None) -> bool:
    """Whether a cue that looks ahead still holds at the number, no result having been told after it."""
    if ahead is None or any(ended.search(ahead.string, ahead.end()) for ended in _ENDS_IT):
        return False
    return back is None or back.start() < ahead.start() or back[0] in _ACHIEVING
