"""What a bare `thu` brings in: `thu ngân sách`, where the text is about that.

Having told once what is collected, writers go on with the verb alone: `thị xã A thu 2.730 tỷ đồng, đạt 131%
kế hoạch`.
"""

import re
from collections.abc import Sequence

from nlp.candidates import Indicator

_BARE = re.compile(r"(?:chỉ |mới |đã |ước )*thu(?= so với | tăng| giảm| vượt|$)", re.IGNORECASE)
_SOMETHING_ELSE = re.compile(
    r"(?<!\w)(?:tiền|khoản|sắc thuế|lệ phí|phí|nội địa|xuất nhập khẩu|đất|nợ|thu từ|phiên|lượt|khách)(?!\w)"
)
_COLLECTED = "thu ngân sách"
_BOTH = "thu, chi ngân sách"
_OFTEN = 2
"""Times that a text speaks of the budget's revenue which it is about."""


_SPENT = re.compile(r"(?:chỉ |mới |đã |cũng |vẫn )*(?:giải ngân|thực hiện)(?: được)?", re.IGNORECASE)
_SPENDING = ("giải ngân ", "tỷ lệ giải ngân", "tỉ lệ giải ngân")


def spent_of(found: Indicator, told: Sequence[Indicator], rate: Indicator | None) -> Indicator:
    """The rate that a bare `giải ngân` goes on with: `A giải ngân 57% kế hoạch; B mới giải ngân 41%`.

    Args:
        found: the indicator of a percentage.
        told: those told before it in its sentence, the last one first.
        rate: the rate told last before the sentence.
    """
    if not _SPENT.fullmatch(found.text):
        return found
    for one in (*told, rate):
        if one is not None and not _SPENT.fullmatch(one.text) and one.text.lower().startswith(_SPENDING):
            return one._replace(rule="shared")
    return found


class BareVerbs:
    """What the verbs of a document leave out."""

    def __init__(self, shadow: str) -> None:
        """Take the shadow of a text."""
        self._shadow = shadow
        self._about_revenue = shadow.count(_COLLECTED) >= _OFTEN or _BOTH in shadow

    def completed(self, found: Indicator, since: int, start: int) -> Indicator:
        """An indicator whose verb says what is collected, where that was left out.

        Args:
            found: the indicator.
            since: where its sentence begins, which may tell of a part of the revenue.
            start: where its number begins.
        """
        bare = _BARE.match(found.text) if self._about_revenue else None
        if not bare or _SOMETHING_ELSE.search(self._shadow, since, start):
            return found
        base = _BARE.sub(_COLLECTED, found.base, count=1)
        return found._replace(text=_COLLECTED + found.text[bare.end() :], base=base)
