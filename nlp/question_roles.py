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
# How many of the tasks that were set are done (`of the tasks it was given, how many got done`).
_TASKS_DONE = re.compile(
    r"(?<!\w)(?:tasks?|targets?|goals?|indicators?|nhiem vu|chi tieu)(?!\w)[^?]{0,90}?"
    r"(?<!\w)(?:how many|bao nhieu|may)(?!\w)"
    r"[^?]{0,40}?(?<!\w)(?:done|finished|completed|met|fulfilled|da xong|da hoan thanh)(?!\w)"
    r"|(?<!\w)(?:how many|bao nhieu|may) [^?]{0,60}?"
    r"(?<!\w)(?:tasks?|targets?|goals?|indicators?|nhiem vu|chi tieu)(?!\w)"
    r"[^?]{0,60}? (?:were|was|are|got|been|have been) (?:done|finished|completed|met|fulfilled)(?!\w)"
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
# What is asked of somebody (`đòi hỏi ít nhất bao nhiêu phần trăm hồ sơ phải xong`, `must A have disbursed`).
_DEMANDED = re.compile(
    r"(?<!\w)(?:doi hoi|yeu cau|quy dinh|dat ra|de ra)(?!\w)[^?,;]{0,40}?(?:bao nhieu|may)(?!\w)"
    r"[^?,;]{2,60}? phai (?!khong|la)"
    r"|(?<!\w)(?:what|how) [^?]{2,90}? must (?:[^\W\d_]+ ){1,5}?have (?:[a-z]+ed|done|built|set)(?!\w)"
)
# What was reached, and besides how that is to the target (`so với mục tiêu thế nào`, `and was it met`).
_HELD = re.compile(
    r"(?<!\w)so voi (?:muc tieu|ke hoach|chi tieu|yeu cau|du toan)(?: [a-z]+){0,4}?"
    r" (?:the nao|ra sao|thi sao|nhu the nao)"
    r"|(?:bao nhieu|may)(?!\w)[^?]{0,40},? (?:co|da) (?:dat|hoan thanh|vuot)(?!\w)[^?]{0,40}(?:khong|chua)"
    r"|(?<!\w)(?:target|goal|plan)s?(?!\w)[^?]{0,60}(?:and|,) (?:was|were|did|has|have) (?:it|they|that)"
    r"(?!\w)[^?]{0,20}(?:met|meet|reach|achiev|hit)"
)
# What has to be done (`cuối tháng 6 phải kích hoạt bao nhiêu tài khoản`).
_TO_DO = re.compile(
    r"(?<!\w)(?<!co )(?<!con )(?<!khong )phai (?:kich hoat|giai ngan|tiep nhan|cap|xay|lam|trong|huy dong"
    r"|cong nhan|tuyen|nang|so hoa|giai quyet|hoan tat|to chuc|dao tao|phat trien)"
    r"(?: [a-z]+){0,2}? (?:bao nhieu|may)(?!\w)"
)


# What is due by a time, whatever has to be done (`đến 30/11 phải đối soát bao nhiêu phần trăm`).
_DUE = re.compile(
    r"(?<!\w)(?:den|truoc|toi|cham nhat|muon nhat)(?!\w)[^?,;]{1,40}?(?<!\w)(?<!co )(?<!con )(?<!khong )phai"
    r" (?!khong|la |di doi|tieu huy|nghi|dong cua|so tan|ngung|dung|cho |nhap vien|chiu|bo )"
    r"[a-z]+(?: [a-z]+){0,4}? (?:bao nhieu|may)(?!\w)"
)


def role_asked(wants: Wants, plain: str) -> str | None:
    """The role asked for; `plain` is the question without accents."""
    cues = wants.cues
    if _DEMANDED.search(plain):
        return "target"
    if _HELD.search(plain):
        return "result"
    listed = bool(wants.levels) or wants.indicators
    if listed and "given" in cues and {"met", "missed"} & cues and "howmany" not in cues:
        return "result"
    if wants.levels and "missed" in cues and "howmany" not in cues and "target_strong" in cues:
        return "result"  # `các xã chưa đạt chỉ tiêu`
    if "against" in cues:  # what share of a plan was done
        return "result"
    if "assigned" in cues and "completed" not in cues:
        return "assigned"
    if "howmany" in cues and (_SET.search(plain) or _TO_DO.search(plain) or _DUE.search(plain)):
        return "target"
    if "completed" in cues and ({"result", "given"} & cues or _TASKS_DONE.search(plain)):
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
