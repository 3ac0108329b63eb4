"""Words that tell of speech: who may speak, and how it is told."""

import re
from functools import cache

from nlp.alternation import alternatives
from nlp.persons import data
from nlp.scanning import Scan

OFFICE = re.compile(
    r"(?<![^\s,“\"”])(?:(?:Nguyên |Phó |Quyền |Ủy viên )*(?:Chủ tịch|[Cc]hủ tịch|Bí thư|[Bb]í thư|(?:Tổng )?Giám đốc"  # noqa: E501
    r"|Trưởng|(?:Chi )?[Cc]ục trưởng|Tổng cục trưởng|Viện trưởng|Hiệu trưởng|Chánh|Bộ trưởng|Thứ trưởng|Đội trưởng)"  # noqa: E501
    r"|Phó [A-ZĐcgt])"
)
TITLES = ("ông ", "bà ", "anh ", "chị ", "cô ", "bác ", "cụ ", "em ")


@cache
def scans() -> dict[str, Scan]:
    """The same patterns, for looking through a whole text."""
    return {name: Scan(pattern) for name, pattern in patterns().items()}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of speech by name; matched on the shadow, `dialogue` on the text."""
    d = data()
    verbs = alternatives(sorted(map(re.escape, d["speech_verbs"]), key=len, reverse=True))
    telling = alternatives(sorted(map(re.escape, d["reporting_verbs"]), key=len, reverse=True))
    pronouns = alternatives(d["pronouns"])
    return {
        "verb": re.compile(rf"(?<!\w)(?:{verbs})(?!\w)"),
        "verb_colon": re.compile(rf"(?<!\w)(?:{verbs})(?!\w)(?:[ ][^\W\d_]+){{0,4}}[ ]?:[ ]?"),
        "colon_quote": re.compile(r"[ ]?:[ ]?\n?[ ]?[\"“«]"),
        "telling": re.compile(
            rf"(?<!\w)(?:(?:{telling})(?: thêm)?(?:,| rằng,?| là)?|(?:{verbs})(?: rằng,?|, rằng)"
            r"|(?<!không )(?<!chưa )kể(?! (?:từ|cả|trên|đến|ra|chuyện|thêm)(?!\w)))"
            r"[ ](?=[^:\s])"
        ),
        "said": re.compile(rf"(?<!\w)(?:{verbs})(?=[.!…](?:\s|$))"),
        "theo": re.compile(r"(?<!\w)theo (?=\S)"),
        "dialogue": re.compile(r"^[ \t]*[^\n:]{4,60}:[ ]+(?=\S)", re.MULTILINE),
        "pronoun": re.compile(rf"(?<!\w)(?:{pronouns})(?= )"),
    }
