"""What may be the indicator of a numeral: the stretches of words that could name what it measures.

An indicator stands before its number (`tỷ lệ X đạt 84,6%`), after it (`100% cửa hàng có mã QR`),
around it (`cập nhật dữ liệu cho 4.100 đối tượng`), or with an earlier number (`đạt 17.836 tỷ đồng,
bằng 112% dự toán`). Here the stretches of `nlp.stretches` are put together, each with its marks;
which of them it is, `nlp.indicators` decides.
"""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from nlp.indicator_marks import Ground, end_marks, ground_marks, rule_marks, text_marks
from nlp.leaning import (
    around_brackets,
    contributes,
    level_of_it,
    level_then,
    margin_over_average,
    move_before,
    points_back,
    says_again,
)
from nlp.limits import is_limit
from nlp.marks import Joined, Marks
from nlp.numbers import Numeral
from nlp.rules import pattern, words
from nlp.stretches import (
    COMPARISON,
    DIRECTIONS,
    FUNCTION_WORDS,
    HEADS,
    VERDICT_ALONE,
    Context,
    afters,
    before_end,
    befores,
    closing_verb,
    compared,
    holder,
    shared_complement,
    tidy,
)

_SILENT = frozenset(words("indicators", "silent directions"))
_ACHIEVING = frozenset(words("indicators", "achieving verbs"))
_WORD = re.compile(r"\w+")
_BOUND = re.compile(r"\s*trở (?:lên|xuống)(?!\w)")
"""What tells after a number that it is a bound, and nothing of what is measured."""
_OF_FUNDS = re.compile(r"\s*(?:vốn|tổng|số|kế hoạch vốn)(?!\w)")
_OF_SO_MANY = re.compile(r"(?:trung bình|bình quân|chung) của\s$")
"""Before a count of those of which something is told together."""
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)")
_SCORES = ("điểm", "bậc", "hạng")
_INSIDE = pattern("indicators", "number inside")
_BROKEN = re.compile(r"[;:,.\n]")
_PARTS = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
_BUDGET = pattern("indicators", "verb after the budget")
_CHANGES = (" tăng", " giảm")
_LACKS = frozenset(("thiếu", "còn thiếu", "thừa", "dôi dư"))
_RATES = ("tỷ lệ", "tỉ lệ")
_OF_A_TIME = (" so với cùng", " so với năm", " so với tháng", " so với quý", " so với đầu", " so với cuối")
_OPENERS = frozenset((";", ",", ":", "(", ".", "start", "+", "-", "•"))


class Indicator(NamedTuple):
    """The words of an indicator and how they were found.

    Attributes:
        text: the words.
        rule: `before`, `after`, `around`, `shared` or `derived`.
        base: the words without direction and comparison, for later numbers to share.
        sure: estimated probability that these are the right words.
        fit: their score by the choice, whatever the others have.
    """

    text: str
    rule: str
    base: str = ""
    sure: float = 0.5
    fit: float = 0.0


@dataclass(slots=True)
class Surroundings:
    """What stands around a numeral; made for each, so not frozen, which takes thrice the time.

    Attributes:
        numeral, unit: the number and the span of its counted noun.
        left, right: the words before it from where no earlier number owns them, and after it.
        earlier: the indicator of the number before it: of its own sentence, else the last one told before.
        same: whether that stands in its own sentence.
        topics: what the passage is about, from its heading and from the index named last.
        past: where the words of the number before begin, that number, and the end of its sign.
        order: its place among the numbers told together, and how many they are.
        first: where the words before the first of these begin, and that number.
    """

    numeral: Numeral
    unit: tuple[int, int] | None
    left: int
    right: int
    earlier: Indicator | None
    same: bool
    topics: tuple[Indicator, ...] = ()
    past: tuple[int, int, int] | None = None
    order: tuple[int, int] = (0, 1)
    first: tuple[int, int] | None = None


@dataclass(slots=True)
class Candidate:
    """Words that could be the indicator, with what speaks for and against them.

    Ten are made for each number, so they are as light as can be: not frozen, which takes thrice the time.

    Attributes:
        text, rule, base: of the indicator that it would be.
        marks: those of the number and the rule, of these words, of where they stand; each the same object
            for all candidates that share them.
    """

    text: str
    rule: str
    base: str
    marks: tuple[Joined, Joined, Marks]

    @property
    def indicator(self) -> Indicator:
        """The indicator that it would be."""
        return Indicator(self.text, self.rule, self.base)


def candidates(context: Context, around: Surroundings) -> list[Candidate]:
    """The stretches that could name what a numeral measures, each with its marks; none twice."""
    return _Around(context, around).candidates()


def _signed(sh: str, at: int) -> str:
    """The direction that a sign before a number tells: `16.170 ha (+9,5%)`, `(-3%)`."""
    signs = sh[max(0, at - 2) : at]
    return "tăng" if signs.endswith("(+") else "giảm" if signs in ("(-", "(–") else ""


class _Around:
    """The stretches around one numeral, and what its candidates share."""

    def __init__(self, context: Context, around: Surroundings) -> None:
        sh, numeral, unit = context.shadow, around.numeral, around.unit
        self.context = context
        self.around = around
        moved = move_before(sh, around.left, numeral.start) if numeral.unit == "bậc" else None
        stop = moved.start() if moved else numeral.start
        end, self.cue = before_end(context, around.left, stop, numeral.kind == "rank")
        if moved:
            self.cue = moved[1]
        self.tail = unit[1] if unit else numeral.after
        bound = _BOUND.match(sh, self.tail, around.right)
        if bound:
            self.tail = bound.end()
        self.own = tidy(context, *unit, subject=False) if unit else ""
        self.direction = self.cue if moved or self.cue in DIRECTIONS else _signed(sh, numeral.start)
        self.kind = numeral.kind if numeral.kind != "rate" else "count"
        self.befores = [b for b in befores(context, around.left, end) if not self._owned_before(b[0])]
        if (
            unit
            and numeral.kind == "count"
            and _OF_SO_MANY.search(sh, max(around.left, numeral.start - 24), stop)
        ):
            self.befores = []
        self.ground = self._ground(end)
        self.afters = list(around_brackets(context, self.tail, around.right)) or list(
            afters(context, self.tail, around.right)
        )
        if numeral.kind == "percent":  # `xã Tân Sơn 47,3%, đều không đạt mục tiêu`
            self.afters = [(t, b) for t, b in self.afters if not VERDICT_ALONE.match(t.lower())]
        held_against = self.direction or numeral.kind in ("percent", "points", "money", "count")
        self.compared = compared(context, numeral.start, self.tail, around.right) if held_against else ""
        self.plan = bool(COMPARISON.match(sh, self.tail))
        if self.plan and numeral.kind == "money" and not self.direction and _OF_FUNDS.match(sh, self.tail):
            self.compared, self.plan = "", False  # `giải ngân được 9.185 tỷ đồng vốn đầu tư công`: of these
        if self.cue in _ACHIEVING:
            self.verb = self.cue
        else:
            self.verb = closing_verb(self.befores[0][0]) if self.befores else ""
        self.pointed = around.earlier is not None and self._points_back(around.earlier)
        self._grounds: dict[str, Joined] = {}
        self._offered: dict[str, Candidate] = {}

    def _owned_before(self, words: str) -> bool:
        """Whether an amount before took the words: `giải ngân 4.120 tỷ đồng vốn đầu tư công, đạt 61%`."""
        earlier = self.around.earlier
        if earlier is None or not self.around.same or not words.startswith("vốn"):
            return False
        return earlier.rule == "after" and earlier.base.endswith(f" {words}")

    def _ground(self, end: int) -> Ground:
        """What is known of the number, whatever words are its own: they end at an offset."""
        around = self.around
        after = _FIRST_WORD.match(self.context.shadow, self.tail, min(self.tail + 20, around.right))
        follows = after[1] if after else ""
        sort = "none" if not follows else "function" if follows in FUNCTION_WORDS else "word"
        return Ground(
            self.kind,
            self._link(),
            sort,
            self.cue,
            follows,
            not around.same,
            bool(around.unit),
            self._opener(end),
            self.own if self.own in _SCORES else "",
            any(topic.rule == "index" for topic in around.topics),
            any(HEADS.match(words.lower()) for words, _ in self.befores[:3]),
        )

    def _link(self) -> str:
        """The sort of what stands between the words before the number and the number."""
        if self.direction:
            return "direction"
        if not self.cue:
            return "none"
        return self.cue if self.cue in ":(" else "link"

    def _opener(self, end: int) -> str:
        """The sign after which the number's words would begin if it had none before it."""
        sh, start = self.context.shadow, self.context.start
        if end <= start:
            return "start"
        opener = sh[end - 1 : end].strip() or sh[max(end - 2, start) : end].strip()[:1]
        if opener in _OPENERS:
            return opener
        return "digit" if opener.isdigit() or opener == "%" else "word"

    def _offer(self, text: str, rule: str, base: str, *marks: str) -> None:
        """Add a candidate, unless its words are one already or no words."""
        if "gân sách" in text:  # `ngân sách tỉnh thu được 9 tỷ đồng` tells what `thu ngân sách tỉnh` is
            text, base = (_BUDGET.sub(r"\g<verb> n\g<budget>", words) for words in (text, base))
        if text in self._offered or not (text[:1].isalnum() or _WORD.search(text)):
            return
        ground = self._grounds.get(rule)
        if ground is None:
            ground = self._grounds[rule] = ground_marks(rule, self.ground)
        told = (ground, text_marks(text, rule, self.kind), rule_marks(rule, marks))
        self._offered[text] = Candidate(text, rule, base or text, told)

    def candidates(self) -> list[Candidate]:
        """All candidates; the order decides between equals, the likelier shapes come first."""
        if not self.befores and self.kind == "percent":
            self._through()
            if self._offered:  # `chỉ số trung bình của 10 huyện đạt 87%`
                return list(self._offered.values())
        if self.pointed:
            self._told_before()
            return list(self._offered.values())
        if self._said_again() or self._level_of_it():
            return list(self._offered.values())
        for n, (text, boundary) in enumerate(self.befores):
            if (n == 0 and self._contributes(text)) or self._margin(text):
                return list(self._offered.values())
            self._before(n, text, boundary)
        for n, (text, boundary) in enumerate(self.afters):
            self._after(n, text, boundary)
        if self.own and self.own not in _SCORES:
            self._alone()
        self._through()
        self._of_several()
        self._told_before()
        if not self._offered and self.direction not in _SILENT:
            self._offer(_join(self.direction, self.compared), "derived", self.direction, "alone")
        return list(self._offered.values())

    def _before(self, n: int, text: str, boundary: str) -> None:
        """The n-th words before the numeral: alone, with what they are held against, or around it."""
        own, at, spot = self.own, f"at={boundary}", f"{n}of{min(len(self.befores), 4)}"
        # `số hộ nghèo là 320 hộ` says it already; points and ranks say nothing
        joins = bool(own) and own not in _SCORES and own.lower() not in text.lower()
        if self.direction:
            word = "" if self.direction in _SILENT else self.direction
            told = own if self.around.same and not self.around.unit else ""
            derived = _join(text, word, told, self.compared)
            self._offer(derived, "derived", text, at, "base=before", spot)
        else:
            if not (self.kind == "percent" and self.compared and self._of_a_plan()):
                self._offer(text, "before", text, at, f"plan={self.plan}", spot)
            if self.compared and (self.plan or self.compared.startswith("so với")):
                self._offer(_join(text, self.compared), "derived", text, at, "base=before", spot)
        if own:
            if joins:
                self._offer(_join(text, own), "around", text, at, "own", spot)
        elif n == 0:
            for m, (more, where) in enumerate(self.afters[:2]):
                marks = (at, f"after={where.split()[0]}", f"len={min(len(more.split()), 4)}", f"{m}")
                self._offer(_join(text, more), "around", text, *marks)

    def _of_a_plan(self) -> bool:
        """Whether a percentage is a share of a plan: `đạt 83,6% kế hoạch năm`, but not `so với kế hoạch`."""
        return self.context.shadow.startswith((" kế hoạch", " dự toán", " chỉ tiêu"), self.tail)

    def _after(self, n: int, text: str, boundary: str) -> None:
        """The n-th words after the numeral: with its counted noun, and with the verb before it."""
        verb, spot = self.verb, f"{n}of{min(len(self.afters), 4)}"
        split = end_marks(boundary)
        if self.own and self.own not in _SCORES:
            whole = _join(self.own, text)
            lead = f"lead={self._lead()}"
            self._offer(whole, "after", whole, *split, spot, lead, f"verb={bool(verb)}")
            self._turned(whole, *split, spot)
            if verb:
                self._offer(_join(whole, verb), "after", whole, *split, spot, lead, "with verb")
        else:
            self._offer(text, "after", text, *split, spot, f"plan={self.plan}")
            self._turned(text, *split, spot)
            if verb:
                marks = (f"at={boundary}", spot, "with verb", f"plan={self.plan}")
                whole = _join(verb, text)  # `giải ngân 4.500 tỷ đồng vốn đầu tư công, đạt 61% kế hoạch`
                self._offer(whole, "after", whole if self.kind == "money" else text, *marks)

    def _turned(self, whole: str, *marks: str) -> None:
        """What follows the number, with the direction before it: `giảm 4 đơn vị so với năm 2021`."""
        if self.direction and self.direction not in _SILENT:
            text = _join(whole, self.direction, self.compared)
            self._offer(text, "derived", whole, *marks, f"empty={not self.befores}", "base=after")

    def _lead(self) -> str:
        """The sign right after the counted noun: what follows a comma seldom describes it."""
        sign = self.context.shadow[self.tail : self.tail + 2].strip()[:1]
        return sign if sign in _OPENERS else ""

    def _alone(self) -> None:
        """The counted noun: alone, with a complement that others share, with what holds it."""
        own, has_after = self.own, f"afters={bool(self.afters)}{self._lead()}"
        complement = "" if self.afters else shared_complement(self.context, self.tail)
        if complement:
            whole = _join(own, complement)
            self._offer(whole, "after", whole, "shared complement")
        if self.direction not in _LACKS:  # `thiếu 164 giáo viên`: so many are not there
            self._offer(own, "after", own, "own", f"verb={bool(self.verb)}", has_after)
        self._turned(own, "own", has_after)
        if self.verb:
            self._offer(_join(own, self.verb), "after", own, "own", "with verb", has_after)
        held_by = holder(self.context, self.around.numeral.start)
        if held_by:
            self._offer(_join(own, held_by), "around", held_by, "holder", has_after)
            if self.afters:
                whole = _join(own, self.afters[0][0], held_by)
                self._offer(whole, "around", held_by, "holder+after")

    def _through(self) -> None:
        """Words around a number that stands inside them: `bình quân của 10 huyện đạt`."""
        past, sh = self.around.past, self.context.shadow
        if past is None or not _INSIDE.search(sh, max(past[0], past[1] - 12), past[1]):
            return
        if _BROKEN.search(sh, past[2], self.around.numeral.start):
            return
        whole = replace(self.context, cuts=tuple(sorted((*self.context.cuts, past[1:]))))
        end, _ = before_end(whole, past[0], self.around.numeral.start)
        if end <= past[2]:
            return
        for n, (text, boundary) in enumerate(befores(whole, past[0], end)):
            self._offer(text, "before", text, f"at={boundary}", "through", f"through{n}")

    def _of_several(self) -> None:
        """Of several names told before several numbers, the one in the same place of the row."""
        (nth, many), first = self.around.order, self.around.first
        if many < 2 or first is None:
            return
        end, _ = before_end(self.context, first[0], first[1])
        for n, (text, boundary) in enumerate(befores(self.context, first[0], end)):
            parts = [p for p in _PARTS.split(text) if p]
            if len(parts) == many:
                head = HEADS.match(parts[0].lower())
                self._offer(parts[nth], "before", parts[nth], f"at={boundary}", f"several{n}")
                if head and nth and not HEADS.match(parts[nth].lower()):
                    joined = _join(parts[0][: head.end()], parts[nth])
                    self._offer(joined, "before", joined, f"at={boundary}", f"several{n}", "with head")

    def _with_earlier(self, earlier: Indicator, where: str) -> None:
        """What another number measures: shared, or with a direction and a comparison."""
        own, base = self.own, earlier.base
        lead = base
        if self.plan and earlier.text.startswith(f"{base} giảm") and is_limit(base.lower()):
            lead = f"{base} giảm"  # `tỷ lệ hộ nghèo giảm 1,2%, đạt 100% kế hoạch`: so much was to go
        empty, source = f"empty={not self.befores}", f"from={earlier.rule}"
        alike = bool(own) and own.lower().split()[0] in earlier.text.lower()
        scored = self.own if self.own in _SCORES else ""
        sort = f"{where}&{self.kind}{scored}&{empty}"
        # so many people are lacking, whatever rate was told before
        lacks = bool(own) and self.direction in _LACKS and earlier.text.lower().startswith(_RATES)
        if lacks and own not in _SCORES:
            return
        if self.direction or self.plan or self.compared.startswith("so với"):
            word = "" if self.direction in _SILENT else self.direction
            derived = _join(lead, word, self.compared)
            self._offer(derived, "derived", base, where, empty, "base=earlier", source, sort)
            if self.pointed:
                return
        bare = f"bare={base == earlier.text}"
        self._offer(base, "shared", base, where, empty, source, f"alike={alike}", bare, sort)
        moved = where == "before" and earlier.rule == "derived" and not self.direction
        if earlier.text != base and not moved and not self._after_a_move():
            self._offer(earlier.text, "shared", base, where, empty, source, "full")

    def _contributes(self, text: str) -> bool:
        """Offer what was measured before, when a number tells what that contributed."""
        earlier = self.around.earlier
        if earlier is None or not self.around.same or not contributes(text):
            return False
        more = self.afters[0][0] if self.afters and self.afters[0][0].startswith("vào ") else ""
        self._offer(_join(earlier.base, text, more), "derived", earlier.base, "contributes")
        return True

    def _margin(self, text: str) -> bool:
        """Offer what was measured before, when a number of points tells its margin over an average."""
        earlier = self.around.earlier
        if earlier is None or self.kind != "points" or not margin_over_average(text):
            return False
        changes = any(sign in earlier.text[len(earlier.base) :] for sign in (*_CHANGES, *_OF_A_TIME))
        told = earlier.base if changes else earlier.text
        self._offer(_join(told, text), "derived", earlier.base, "margin")
        return True

    def _said_again(self) -> bool:
        """Offer the change that the number before tells, when this one tells it again in another unit."""
        earlier, past, sh = self.around.earlier, self.around.past, self.context.shadow
        if past is None or earlier is None or self.plan:
            return False
        told, numeral = past[2], self.around.numeral
        if sh.startswith("%", told - 1) == (numeral.unit == "%"):
            return False
        if not says_again(sh, told, numeral.start, earlier.text, earlier.base):
            return False
        self._offer(earlier.text, "shared", earlier.base, "said again")
        return True

    def _level_of_it(self) -> bool:
        """Offer what the number before measures, when this is the level that it is compared with."""
        earlier, around = self.around.earlier, self.around
        if earlier is None or not around.same or (self.own and self.own.lower() not in earlier.text):
            return False
        if level_then(self.context.shadow, around.left, around.numeral.start):
            self._offer(earlier.base, "shared", earlier.base, "level")
            return True
        if not level_of_it(self.context.shadow, around.left, around.numeral.start):
            return False
        words = earlier.text.partition(" so với ")[0]
        if words == earlier.base and not earlier.text.startswith(_OF_A_TIME, len(words)):
            words = earlier.text  # `đạt 38% kế hoạch, thấp hơn bình quân chung của cả nước (40,5%)`
        told = words.endswith(_CHANGES) or words == earlier.text
        self._offer(words if told else earlier.base, "shared", earlier.base, "level")
        return True

    def _told_before(self) -> None:
        """What was told before these words: by a number, by the heading, by a sentence without a number."""
        if self.around.earlier is not None:
            self._with_earlier(self.around.earlier, "same" if self.around.same else "before")
        for topic in self.around.topics:
            if topic.rule == "index" or self.pointed or not self.befores:
                self._with_earlier(topic, topic.rule)

    def _points_back(self, earlier: Indicator) -> bool:
        """Whether the number's words only point back at what was measured before: `con số này là 7,4%`."""
        if self.own and self.own.split()[0].lower() not in earlier.text.lower():
            return False  # `số tiền này giúp 40 hộ`: other things are counted
        return points_back(self.context.shadow, self.around.left, self.around.numeral.start)

    def _after_a_move(self) -> bool:
        """Whether a rank follows the move that led to it, of which it is none: `tăng 3 bậc, xếp thứ 2`."""
        past = self.around.past
        if past is None or self.around.numeral.unit != "hạng":
            return False
        return self.context.shadow.endswith("bậc", past[1], past[2])


def _join(*parts: str) -> str:
    return " ".join([p for p in parts if p])
