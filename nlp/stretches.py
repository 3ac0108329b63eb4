"""Stretches of words around a number: where the words that could name what it measures begin and end.

Stretches are found on the shadow; the words are quoted from the text, without times, places,
leading discourse and trailing links. The words that decide stand in `data/rules/indicators.json`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from nlp.alternation import alternatives
from nlp.endings import closing, ends_in, last_words, longest
from nlp.facts import Span
from nlp.organisations import bodies_in, leading_body
from nlp.rules import last_match, pattern, words
from nlp.scanning import Scan

LINK = pattern("indicators", "link")
RANK_LINK = pattern("indicators", "rank link")
DIRECTION = pattern("indicators", "direction")
DIRECTIONS = frozenset(words("indicators", "directions"))
FUNCTION_WORDS = frozenset(words("indicators", "function words"))
COMPARISON = pattern("indicators", "comparison")
PREDICATE = pattern("indicators", "predicate")
HEADS = pattern("indicators", "heads")
NO_SUBJECT = pattern("indicators", "no subject")
OWN_VERBS = pattern("indicators", "own verbs")
_HELD_BEFORE = pattern("indicators", "held against before")
_HELD_AT_OPENING = pattern("indicators", "held against at the opening")
_TURNED = pattern("indicators", "turns to another matter")
_COMPARISON_BEFORE = pattern("indicators", "comparison before")
_COMPARISON_END = pattern("indicators", "end of comparison")
_ENDS_THERE = pattern("indicators", "ends there")
_STOP_AFTER = pattern("indicators", "stop after")
_STOP_AT_COMMA = pattern("indicators", "stop at comma")
_JOINT_AFTER = pattern("indicators", "joint after")
_LEADS = pattern("indicators", "leads")
_ARTICLES = pattern("indicators", "articles")
_PLACE_PHRASE = pattern("indicators", "place phrase")
_PREPOSITION = pattern("indicators", "preposition")
_TRAILING = pattern("indicators", "trailing")
_SHARED_COMPLEMENT = pattern("indicators", "shared complement")
_MADE_UP_OF = pattern("indicators", "made up of")
_LISTS_ON = pattern("indicators", "lists on")
_ANOTHER_MATTER = pattern("indicators", "another matter at a comma")
_AUXILIARY = pattern("indicators", "auxiliary of an act")
_ACTS = pattern("indicators", "acts")
_ACT_BEFORE = pattern("indicators", "act before")
_NOUN_BEFORE = pattern("indicators", "noun before")
_NOUN_AFTER = pattern("indicators", "noun after")
_OFFICE = pattern("indicators", "office of who speaks")
_SAYING = tuple(words("indicators", "somebody says"))
VERDICT_ALONE = pattern("indicators", "verdict alone")
_SOME_PLACES = pattern("indicators", "some places do badly")
_HARD = re.compile(r"[;:\n|]|\.(?=\s|$)|…|\.\.\.|\s[-–]\s|[()\"]")
_COMMA_OR_JOINT = re.compile(r"[,\s](?:(?<=,)\s*|\s*(?<=\s)(?:và|nhưng|song)\s+)")
"""It begins with a set of signs, which the engine looks ahead for."""
_COMPARED_WORDS = re.compile(alternatives(words("indicators", "comparison before")))
_VAGUE_PLACE = Scan(re.compile(r"(?:toàn|cả)\s|(?:của|ở|tại)(?=\s+[thqxpđ])|địa bàn|phạm vi"))
"""Without one of these no stretch holds a place phrase; far quicker to look for."""
_LEFT_OVER = re.compile(
    r"^(?:(?:của|theo|tại)\s+)?về\s+|^(?:(?:của|theo|tại|ở|báo cáo|trong)?\s*,\s*)+|(?<=,)\s*,"
)
_LEFT_BEHIND = (",", " ", "của", "theo", "tại", "ở", "báo cáo", "trong")
"""What words with one comma begin with when something of them was left over."""
_NOW_CALLED = re.compile(r"^\(nay là[^)]*\)\s*(?:(?:đứng|xếp) )?(?:đầu )?(?:về )?")
_ENUMERATED = re.compile(r"^\(\d{1,2}\)[\s.,:;]*(?=[^\W\d_])")
"""The place in a list that goes on in a line: `(7) Lao động qua đào tạo`."""
_DIGIT = re.compile(r"\d")
_GOES_BEFORE = re.compile(r"(?:grdp|gdp|thu nhập|tiêu dùng|năng suất|sản lượng|mức|diện tích)\s$")
"""Nouns that `bình quân` follows and belongs to."""
_EVEN_SO = (" song", " nhưng")
_CONCEDED = pattern("indicators", "conceded")
_ASIDE = 80
_MOST_LINKS = 12
_TAIL = 60
"""Characters at the end of a stretch in which the words that close it stand."""
_LONGEST_LINK = longest(words("indicators", "links"), words("indicators", "auxiliaries"))
_LONGEST_TRAIL = max(_LONGEST_LINK, longest(words("indicators", "trailing")))
_LEFT_OPEN = (" trong", ",", " của", " và", " như", " với", " hiện")
_TRAILING_SIGNS = ' ,:-("'
_LINK_ENDS = last_words(words("indicators", "links"), words("indicators", "auxiliaries"))
_TRAIL_ENDS = _LINK_ENDS | last_words(words("indicators", "trailing"))
_VERB_ENDS = last_words(words("indicators", "own verbs"), words("indicators", "after own verbs"))
"""The last words of what is looked for: a stretch that ends in none of them needs no longer look."""
_PREPOSITIONS = closing(words("indicators", "preposition"))
_TURNS, _OTHER_MATTERS, _ACTING, _HEADED = Scan(DIRECTION), Scan(_TURNED), Scan(_AUXILIARY), Scan(HEADS)
_STOPS = Scan(re.compile(alternatives(words("indicators", "stop after"))))
_LISTING = Scan(re.compile(alternatives(words("indicators", "lists on"))))
_MADE_UP = Scan(re.compile(alternatives(words("indicators", "made up of"))))
_JOINTS = Scan(re.compile(alternatives(words("indicators", "joint after"))))
"""Where what is looked for around numbers may begin, or words without which it can't be there."""


@dataclass(slots=True)
class Context:
    """A sentence as the reading of indicators needs it; made for each, so not frozen, which takes longer.

    Attributes:
        text, shadow: of the whole document.
        start, end: of the sentence.
        cuts: spans that never belong to an indicator (times, places with their prepositions).
        placed: where place phrases without a name (`của huyện`) may stand in it; None if that isn't known.
    """

    text: str
    shadow: str
    start: int
    end: int
    cuts: tuple[tuple[int, int], ...]
    placed: tuple[int, ...] | None = None

    @classmethod
    def of(cls, text: str, shadow: str, sentence: Span, cuts: tuple[tuple[int, int], ...]) -> "Context":
        """What is known of a sentence before its numbers are read."""
        placed = tuple([m.start() for m in _VAGUE_PLACE.inside(shadow, sentence.start, sentence.end)])
        return cls(text, shadow, sentence.start, sentence.end, cuts, placed)


def before_end(context: Context, left: int, right: int, rank: bool = False) -> tuple[int, str]:
    """Where the words before a numeral end, its links stripped, and what closed them.

    Args:
        context: the sentence.
        left, right: the words that may belong to the numeral, which begins at `right`.
        rank: the numeral is a rank, which has links of its own.

    Returns:
        (offset, the link or direction nearest to the numeral, `:`, `(` or empty).
    """
    sh = context.shadow
    end, cue = right, ""
    for _ in range(_MOST_LINKS):
        base = max(left, end - 60)
        stretch = sh[base:end]
        turned = DIRECTION.search(stretch) if _TURNS.may_begin(sh, base, end) else None
        if turned and turned[1] == "bằng" and stretch.endswith("mặt ", 0, turned.start()):
            turned = None  # `bàn giao mặt bằng đạt 56%`
        if turned and turned[1] != "hơn" and (not cue or cue not in DIRECTIONS):
            cue, end = turned[1], base + turned.start()
            continue
        bare = len(stretch.rstrip())
        link = (ends_in(stretch, _LINK_ENDS) and LINK.search(stretch, max(bare - _LONGEST_LINK, 0))) or (
            RANK_LINK.search(stretch) if rank else None
        )
        if link:
            cue, end = cue or link[0].strip(), base + link.start()
            continue
        even_so = sh.endswith(_EVEN_SO, base, end)
        conceded = _CONCEDED.search(sh, max(left, end - _ASIDE), end) if even_so else None
        if conceded:
            end = conceded.start()
            continue
        cuts = [a for a, b in context.cuts if left <= a < end and not sh[b:end].strip(" ,:(")]
        cut = cuts[0] if cuts else None
        if cut is not None:
            lead = _PREPOSITION.search(sh[left:cut])
            end = left + lead.start() if lead else cut
            continue
        trimmed = base + len(stretch.rstrip(' ,:("-'))
        if trimmed == end:
            break
        if stretch.rstrip().endswith((":", "(")) and not cue:
            cue = stretch.rstrip()[-1]
        end = trimmed
    return end, cue


def befores(context: Context, left: int, end: int) -> Iterator[tuple[str, str]]:
    """Readings of the words before a numeral, from where they may begin; the likeliest first.

    Yields:
        (the words, what they begin at: `sentence`, `number`, a sign, `comma`, `and`, `dash`, `head`…).
    """
    sh = context.shadow
    begin, boundary = left, "sentence" if left == context.start else "number"
    for hard in _HARD.finditer(sh, left, end):
        sign = hard[0].strip()[:1] or "line"
        if sign in "-–" and hard.start() > context.start + 1:
            continue
        if sign in '()"' and not _open(sh, left, hard.start(), end):
            continue
        begin, boundary = hard.end(), sign
    done: set[int] = set()
    named = [(b.start, b.end) for b in bodies_in(context.text, begin, end, sh)]
    for at, name in _starts(sh, begin, end, boundary):
        if any(a < at < b for a, b in named):  # `Sở Giáo dục ¦và Đào tạo` is one name
            continue
        if at not in done and at < end:
            done.add(at)
            body = leading_body(context.text, at, end, sh)
            found = tidy(context, body, end) if body < end else ""
            if found[:7].lower() == "so với ":  # what it is held against is not what is measured
                found = found.partition(",")[2].strip()
            if found[:1] == "(" and found.find(")") == len(found) - 1:  # what brackets add names nothing
                continue
            low = found.lower()
            told_by = _OFFICE.match(low)
            if told_by:  # `Chủ tịch UBND huyện Thái Thụy, huyện`
                found, low = found[told_by.end() :], low[told_by.end() :]
            if low.endswith(_SAYING) or VERDICT_ALONE.match(low) or _SOME_PLACES.match(low):
                continue
            if found.isdigit():
                continue
            if found and not NO_SUBJECT.match(low):
                yield found, name


def _starts(sh: str, begin: int, end: int, boundary: str) -> list[tuple[int, str]]:
    """Where the words before a numeral may begin, after the last hard boundary; the likeliest first."""
    dash = max(sh.rfind(" - ", begin, end), sh.rfind(" – ", begin, end))
    joints = [
        m.end()
        for m in _COMMA_OR_JOINT.finditer(sh[begin:end])
        if m[0][0] != "," or not coordinated(sh, begin + m.start())
    ]
    heads = [m.start() for m in HEADS.finditer(sh[begin:end])] if _HEADED.may_begin(sh, begin, end) else []
    at_head = [
        c
        for c in joints
        if any(h == c or (c < h <= c + 40 and _LEADS.match(sh[begin + c : begin + h])) for h in heads)
    ]
    starts = [(begin + at_head[-1], "comma+head")] if at_head else []
    starts.append((begin, boundary))
    for c in reversed(joints[-2:]):
        starts.append((begin + c, "comma" if sh[begin + c - 2 : begin + c].strip() == "," else "and"))
    if dash > begin:
        starts.append((dash + 3, "dash"))
    turned = _TURNED.finditer(sh, begin, end) if _OTHER_MATTERS.may_begin(sh, begin, end) else ()
    turns = [m.end() for m in turned if m.end() < end]
    if turns:  # `620 tỷ đồng cho chương trình, trong đó nhân dân góp 140 tỷ đồng`
        starts.append((turns[-1], "turn"))
    acting = _AUXILIARY.finditer(sh, begin, end) if _ACTING.may_begin(sh, begin, end) else ()
    acts = [m.end() for m in acting]
    if acts and end - acts[-1] > 3:  # `xã đã cập nhật dữ liệu cho 40 hộ`: what was done, without who did it
        starts.append((acts[-1], "act"))
    known = dict(starts)
    inner = [h for h in heads if h and begin + h not in known and sh[begin + h - 4 : begin + h] != "một "]
    inner = [
        h
        for h in inner
        if not (sh.startswith("bình quân", begin + h) and _GOES_BEFORE.search(sh, begin, begin + h))
    ]
    return starts + [(begin + h, "head") for h in inner[:2]]


def _open(sh: str, left: int, at: int, end: int) -> bool:
    """Whether the bracket or quotation mark at an offset is still open at `end`."""
    if sh[at] == "(":
        return ")" not in sh[at:end]
    if sh[at] == ")":
        return "(" not in sh[left:at]
    return sh.count('"', left, end) % 2 == 1


def afters(context: Context, at: int, right: int) -> Iterator[tuple[str, str]]:
    """Readings of the words after a numeral and its unit, up to where they may end; the likeliest first.

    Yields:
        (the words, `END rest=REST`: what they end at, and the sort of what goes on after them).
    """
    sh = context.shadow
    limit = _limit(sh, at, right)
    closing = sh.find(")", at, limit)
    if closing >= 0 and "(" not in sh[at:closing]:  # the number stands in brackets, and its words with it
        limit = closing
    comma = sh.find(",", at, limit)
    clauses = _STOP_AT_COMMA.finditer(sh, comma, limit) if comma >= 0 else ()
    soft = next((m for m in clauses if not coordinated(sh, m.start())), None)
    listed = _LISTS_ON.search(sh, at, limit) if _LISTING.may_begin(sh, at, limit) else None
    if listed:  # what follows are the things counted, or another matter
        limit = listed.start()
    if 0 <= comma < limit and (other := _ANOTHER_MATTER.search(sh, comma, limit)):
        limit = other.start()
    stop = _STOP_AFTER.search(sh, at, limit) if _STOPS.may_begin(sh, at, limit) else None
    best = min((m.start() for m in (soft, stop) if m), default=limit)
    if _ENDS_THERE.match(sh, at, limit):
        return
    ends: list[tuple[int, str]] = [(best, "stop" if best < limit else "hard")]
    commas = [c for c in _commas(sh, at, limit) if not coordinated(sh, c)]
    ends += list(zip(commas[:2], ("comma", "comma2"), strict=False))
    if soft:
        ends.append((soft.start(), "soft"))
    joints = islice(_JOINT_AFTER.finditer(sh[at:limit]), 2) if _JOINTS.may_begin(sh, at, limit) else ()
    ends += [(at + joint.start(), f"joint-{joint[0].strip()}") for joint in joints]
    ends.append((limit, "hard"))
    done: set[int] = set()
    for end, name in ends:
        joined = sh[end : end + 1] == "," and end < limit and coordinated(sh, end)
        if end not in done and end > at and not joined:
            done.add(end)
            found = tidy(context, at, end, subject=False)
            if found:
                yield found, f"{name} rest={_rest(sh, end, limit)}"


def _limit(sh: str, at: int, right: int) -> int:
    """Where no words after a numeral can go on; a dash or brackets inside a name are passed over."""
    hard = _HARD.search(sh, at, right)
    limit = hard.start() if hard else right
    while hard and hard[0].strip() in ("-", "–", "(", ")") and limit < right:
        hard = _HARD.search(sh, hard.end(), right)
        limit = hard.start() if hard else right
        if hard and hard[0].strip() in ";.:":
            break
    return limit


def _commas(sh: str, at: int, limit: int) -> Iterator[int]:
    found = sh.find(",", at + 1, limit)
    while found >= 0:
        yield found
        found = sh.find(",", found + 1, limit)


def _rest(sh: str, end: int, limit: int) -> str:
    """What goes on after a reading that ends early: nothing, or the sort of its first word and its length."""
    rest = sh[end:limit].strip(" ,")
    if not rest:
        return "none"
    if PREDICATE.match("x " + rest):
        sort = "predicate"
    elif _STOP_AT_COMMA.match(", " + rest):
        sort = "clause"
    else:
        sort = "function" if FUNCTION_WORDS.intersection(rest.split()[:1]) else "word"
    return f"{sort}{min(len(rest.split()) // 3, 4)}"


@lru_cache(maxsize=128)
def coordinated(sh: str, comma: int) -> bool:
    """Whether a comma only joins verbs or nouns of a list (`khai thác, sử dụng`, `các sở, ngành`)."""
    low = max(0, comma - 18)
    rest = sh[comma + 1 : comma + 22].lstrip()
    acts = _ACTS.match(rest) and _ACT_BEFORE.search(sh, low, comma)
    return bool(acts or (_NOUN_AFTER.match(rest) and _NOUN_BEFORE.search(sh, low, comma)))


def shared_complement(context: Context, tail: int) -> str:
    """What follows the last of several counted nouns and holds for all of them.

    Example:
        `2 chỉ thị, 5 quyết định và 8 kế hoạch của UBND huyện`: `của UBND huyện` after `chỉ thị`.
    """
    shared = _SHARED_COMPLEMENT.match(context.shadow, tail, context.end)
    if not shared:
        return ""
    end = _comparison_end(context.shadow, shared.end(), min(context.end, shared.end() + 80))
    return tidy(context, shared.end(), end, subject=False)


def holder(context: Context, at: int) -> str:
    """What the sentence says is made up of the things counted: `Hệ thống … gồm 1 điểm …, 2 điểm …`."""
    sh, last = context.shadow, None
    if _MADE_UP.may_begin(sh, context.start, at):
        for match in _MADE_UP_OF.finditer(sh, context.start, at):
            last = match
    if last is None:
        return ""
    begin = max(sh.rfind(sign, context.start, last.start()) + 1 for sign in ",;:.") or context.start
    found = tidy(context, max(begin, context.start), last.start())
    return "" if _DIGIT.search(found) else found


def compared(context: Context, at: int, tail: int, right: int) -> str:
    """What a number is held against (`so với cùng kỳ`, `dự toán`); empty when nothing is told.

    Args:
        context: the sentence.
        at, tail: where the numeral begins, and where it ends with its unit.
        right: where the words end that may follow it as its own.
    """
    sh = context.shadow
    match = COMPARISON.match(sh, tail)
    if match:
        end = _comparison_end(sh, match.end(), min(right, match.end() + 70))
        turned = DIRECTION.search(sh, match.end(), end) if end == right else None
        if not turned or turned[1] == "hơn":
            found = " ".join(context.text[match.end() : end].split())
            found = found.removesuffix(" trở lên").removesuffix(" trở xuống")  # these bound the number
            return f"so với {found}" if found else ""
        # `chiếm 5,9%, so với năm trước giảm 1,2%`: the next one is held so
    before = sh[max(context.start, at - 110) : at]
    held = _HELD_BEFORE.search(before) if "so " in before else None
    if held:
        low = at - len(before)
        return f"so với {' '.join(context.text[low + held.start(1) : low + held.end(1)].split())}"
    if sh.find("so ", context.start, at) >= 0:
        opened = last_match(_HELD_AT_OPENING, sh[context.start : at])
        if opened:
            low = context.start
            return f"so với {' '.join(context.text[low + opened.start(1) : low + opened.end(1)].split())}"
    before = before[-45:]
    inner = _COMPARISON_BEFORE.search(before) if _COMPARED_WORDS.search(before) else None
    return inner[1] if inner else ""


def _comparison_end(sh: str, at: int, right: int) -> int:
    match = _COMPARISON_END.search(sh[at:right])
    return at + match.start() if match else right


def closing_verb(before: str) -> str:
    """The meaningful verb that closes the words before a counted noun, if there is one."""
    low = before.lower()
    match = OWN_VERBS.search(low, max(len(low) - _TAIL, 0)) if ends_in(low, _VERB_ENDS) else None
    return before[match.start(1) :] if match else ""


def tidy(context: Context, start: int, end: int, subject: bool = True) -> str:
    """The words between two offsets without times, places, leading discourse and trailing links.

    Args:
        context: the sentence.
        start, end: of the stretch.
        subject: it stands before its number, where discourse leads it; else articles may.
    """
    if end <= start:
        return ""
    sh, pieces, at = context.shadow, [], start
    spans = [s for s in context.cuts if s[0] < end and s[1] > start]
    placed = context.placed
    if placed is None or (placed and any(start <= at < end for at in placed)):
        spans += [m.span() for m in _PLACE_PHRASE.finditer(sh, start, end)]
    for a, b in sorted(spans):
        if a < at:
            at = max(at, b)
            continue
        led = sh[max(at, a - _TAIL) : a].rstrip().endswith(_PREPOSITIONS)
        lead = _PREPOSITION.search(sh, max(at, a - _TAIL), a) if led else None
        pieces.append((at, lead.start() if lead else a))
        at = b
    pieces.append((at, end))
    found = " ".join([" ".join(context.text[a:b].split()) for a, b in pieces if b > a]).strip()
    found = found.replace(" ,", ",").replace(" )", ")").replace("()", "")
    low = found.lower()
    lead = _LEADS.match(low) if subject else _ARTICLES.match(low)
    if lead and lead.end() < len(low):
        found = found[lead.end() :]
    if found[:1] == "(":
        found = _ENUMERATED.sub("", found)
    if found.startswith("(nay là"):  # a unit's later name was cut out of the brackets
        found = _NOW_CALLED.sub("", found)
    commas = found.count(",")
    if commas > 1 or found.startswith("về ") or (commas and found.startswith(_LEFT_BEHIND)):
        found = _LEFT_OVER.sub("", found)
    found = _without_trail(found).strip(' ,:;.-–+*•●"“”|/')
    if found.count("(") != found.count(")"):
        found = found.replace("(", " ").replace(")", " ").strip()
    return " ".join(found.split()) if "  " in found else found


def _without_trail(found: str) -> str:
    """Words without the links and signs that they end in."""
    low = found.lower()
    while ends_in(low, _TRAIL_ENDS):
        at = max(len(low) - _LONGEST_TRAIL, 0)
        while at and low[at - 1] in _TRAILING_SIGNS:
            at -= 1
        trail = _TRAILING.search(low, at)
        if not trail or trail.start() == len(low):
            break
        low = low[: trail.start()]
        if low != "và" and not low.endswith(_LEFT_OPEN):
            break
    return found[: len(low)]
