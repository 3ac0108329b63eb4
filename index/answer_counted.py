"""What a question counts, and whether a figure counts it too."""

import re

from nlp.question_words import plain_words_of
from nlp.shadow import bare, shadow

_PEOPLE = re.compile(
    r"(?:nguoi|benh nhan|hoc (?:sinh|vien)|sinh vien|lao dong|giao vien|can bo|cong chuc|vien chuc|nhan vien"
    r"|hoi vien|doan vien|dang vien|khach|doi tuong|tre|thanh vien|cong dan|dan|chu the|nong dan|bac si"
    r"|tieu thuong|phu nu|thanh nien|cong nhan|thi sinh|ung vien|dai bieu|luot nguoi)(?!\w)"
)
# Words that stand before the noun that is counted.
CLASSIFIERS = frozenset({"luot", "mat", "con", "chiec", "cai", "can", "cay", "qua", "nguoi"})
# Units of administration and what counts them, as English questions name them, by their first words.
_ENGLISH_UNITS = {
    "district": "huyen", "commune": "xa", "ward": "phuong", "city": "thanh", "citie": "thanh", "town": "thi",
    "township": "thi", "province": "tinh", "village": "thon", "hamlet": "thon", "localitie": "dia",
    "locality": "dia", "unit": "don", "agencie": "don", "agency": "don", "household": "ho",
}  # fmt: skip
_ENDS_NOUN = re.compile(
    r"in|of|at|on|do|does|did|ha(?:ve|s|d)|were|was|are|is|that|which|who|with|without|can|could|by|from"
    r"|to|met"
    r"|meet|reached"
)


def english_unit(words: list[str]) -> str | None:
    """The Vietnamese noun for what `how many … communes` counts, when it is a unit; its first word."""
    noun: list[str] = []
    for word in words[:6]:
        if _ENDS_NOUN.fullmatch(word):
            break
        noun.append(word)
    known = [_ENGLISH_UNITS.get(x) or _ENGLISH_UNITS.get(x.removesuffix("s")) for x in noun]
    if known and known[-1]:
        return known[-1]
    return next((k for k in known if k), None) if "and" in noun else None


def same_noun(unit: str, heads: list[str], words: set[str]) -> bool:
    """Whether a unit is a noun that a question counts: one of its parts begins like it, or is all in it.

    All that is counted as people answers for `người`.
    """
    if heads and heads[0] in ("nguoi", "dan") and _PEOPLE.match(bare(shadow(unit))):
        return True
    if unit.startswith("trường hợp") and "truong" in heads and "hop" not in words:
        return False  # cases are no schools
    for part in unit.split(","):
        own = plain_words_of(part)
        own = own[1:] if len(own) > 1 and own[0] in CLASSIFIERS else own
        if own and (own[0] in heads or (unit != "đồng" and set(own) <= words)):
            return True
    return False
