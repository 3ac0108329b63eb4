"""Whether a question asks for what was set or for what was done."""

import re

from nlp.question_wants import Wants

# What is still to be met (`bao nhiêu xã phải đạt chuẩn`).
_MUST = re.compile(
    r"(?<!\w)(?:phai|can|se|phan dau|muon|du kien|muc tieu la|duoc giao|dat ra|de ra|should|must|will|to be"
    r"|needs?|aim\w*|plan\w*|wants?|hopes?|expect\w*|targets? (?:is|for))(?!\w)"
)


# How many reached what was set (`bao nhiêu huyện đã đạt chỉ tiêu`).
_DID = re.compile(
    r"(?<!\w)(?:bao nhieu|may|how many) [^?]{2,60}?"
    r"(?:dat|hoan thanh|vuot|met|meet|reached|achieved|completed|hit)"
    r"(?: [a-z]+){0,4} (?:chi tieu|muc tieu|ke hoach|yeu cau|targets?|goals?|plans?)(?!\w)"
)
# Which targets were reached (`which targets did A meet`).
_WHICH_DID = re.compile(
    r"(?<!\w)(?:which|what) (?:[a-z-]+ ){0,4}(?:targets|goals|indicators) (?:did|has|have|had|were)(?!\w)"
    r"|(?<!\w)how many (?:of )?(?:its |the |their )?(?:\d+ )?(?:[a-z]+ ){0,2}(?:targets|indicators|goals)"
    r"[^?]{0,30} (?:did|has|have|had)(?!\w)"
)
# What was done up to now, whatever was set before (`phấn đấu 90%, đến nay được bao nhiêu`).
_SO_FAR = re.compile(
    r"(?<!\w)(?:den|tinh den|hien|toi)(?!\w)[^?,;]{0,24}(?<!\w)(?:da|moi)(?!\w)[^?,;]{0,30}(?:bao nhieu|may)"
)
# What somebody set or demanded (`tỉnh giao sở phải đạt bao nhiêu`, `yêu cầu kéo … xuống dưới bao nhiêu`).
_SET = re.compile(
    r"(?<!\w)(?:giao|yeu cau|de ra|dat ra|an dinh|doi)(?!\w)[^?,;]{2,90}?"
    r"(?<!\w)(?:phai (?:dat|co|xong|hoan thanh|giam|thu)|xuong (?:con |duoi )?)"
    r"[^?,;]{0,20}?(?:bao nhieu|may)(?!\w)"
)
# What has to be done (`cuối tháng 6 phải kích hoạt bao nhiêu tài khoản`).
_TO_DO = re.compile(
    r"(?<!\w)(?<!co )(?<!con )(?<!khong )phai (?:kich hoat|giai ngan|tiep nhan|cap|xay|lam|trong|huy dong"
    r"|cong nhan|tuyen|nang|so hoa|giai quyet|hoan tat|to chuc|dao tao|phat trien)"
    r"(?: [a-z]+){0,2}? (?:bao nhieu|may)(?!\w)"
)


def role_asked(wants: Wants, plain: str) -> str | None:
    """The role asked for; `plain` is the question without accents."""
    cues = wants.cues
    if "against" in cues:  # what share of a plan was done
        return "result"
    if "assigned" in cues and "completed" not in cues:
        return "assigned"
    if "howmany" in cues and (_SET.search(plain) or _TO_DO.search(plain)):
        return "target"
    if "completed" in cues and {"result", "given"} & cues:
        return "result"
    if "howmany" in cues and _DID.search(plain) and not _MUST.search(plain):
        return "result"
    if "met" in cues and _WHICH_DID.search(plain):
        return "result"
    if {"howmany", "done"} <= cues and _SO_FAR.search(plain):
        return "result"
    if "target_strong" in cues or ("given" in cues and "completed" not in cues):
        return "target"
    if (
        "target" in cues
        and not {
            "met",
            "missed",
            "result",
            "completed",
            "yesno",
            "gap",
            "exceed",
            "extreme_max",
            "extreme_min",
        }
        & cues
    ):
        return "target"
    return "result" if "result" in cues else None
