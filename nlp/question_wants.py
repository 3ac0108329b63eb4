"""What a question wants: the cues of every kind of question, Vietnamese and English."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.question_words import Cue, Reading

_LEVEL_WORDS = {
    "huyện": "district", "quận": "district", "thị xã": "district", "thành phố": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune", "tỉnh": "province",
    "thôn": "village", "buôn": "village", "ấp": "village", "bản": "village", "làng": "village", "tổ dân phố": "village",
    "địa phương": "any", "nơi": "any", "địa bàn": "any", "đơn vị": "unit",
    "sở": "organisation", "ngành": "organisation", "phòng": "organisation", "cơ quan": "organisation",
    "sở ngành": "organisation",
}  # fmt: skip
_EN_LEVELS = {
    "district": "district", "city": "district", "town": "district", "commune": "commune", "ward": "commune",
    "township": "commune", "province": "province", "village": "village", "hamlet": "village", "place": "any",
    "locality": "any", "localitie": "any", "citie": "district", "department": "organisation",
    "agency": "organisation", "agencie": "organisation", "unit": "unit",
}  # fmt: skip
_L = "|".join(sorted(_LEVEL_WORDS, key=len, reverse=True))
_ABLE = r"(?:đạt|hoàn thành|xong|thực hiện (?:được|đạt)|làm được|về đích|đáp ứng|cán đích|đạt được|hoàn tất|đạt chuẩn|kịp|đạt yêu cầu|thực hiện xong|đủ|tới)"

CUES: dict[str, str] = {
    "why": r"(?<!\w)(?:vì sao|tại sao|do đâu|lý do|nguyên nhân|why|reasons? (?:for|behind)|what caused|how come)(?!\w)",
    "opinion": r"(?<!\w)(?:có nên|theo (?:bạn|anh|chị)|bạn nghĩ|nghĩ sao|có tốt không|có hiệu quả không|đáng tin không|should (?:the|we|they)|do you think|in your opinion|is it good|worth)(?!\w)",
    "forecast": r"(?<!\w)(?:dự báo|dự đoán|liệu .{0,60}có thể|liệu .{0,60}sẽ|khả năng .{0,30}sẽ|will .{3,60} (?:lead|win|be the best|overtake)|predict|forecast|likely to)(?!\w)",
    "statement": r"(?<!\w)(?:ai (?:là người )?(?:đã )?(?:nói|cho biết|cho rằng|chia sẻ|khẳng định|nhận định|phát biểu|kể|khen|chê|than|trao đổi|thông tin|nhấn mạnh|phản ánh|bày tỏ|đánh giá|yêu cầu|đề nghị|thừa nhận|giải thích|lý giải|cam kết|hứa|phàn nàn|bảo|tiết lộ)"
    r"|(?:nói|phát biểu|chia sẻ|cho biết|nhận định|trao đổi|khẳng định|đánh giá|nhấn mạnh|phản ánh|giải thích|lý giải|yêu cầu|kể|bày tỏ) (?:điều )?(?:gì|thế nào|ra sao|như thế nào|sao)"
    r"|(?:người dân|lãnh đạo|ông|bà|anh|chị|vị|cán bộ|đại biểu|chủ tịch|giám đốc|bác sĩ|nông dân|chuyên gia|quan chức|trưởng phòng|cô giáo|hiệu trưởng|người|hộ|doanh nghiệp) nào (?:đã |từng |lại |là người |mà )?(?:nói|cho biết|cho rằng|chia sẻ|khẳng định|nhận định|phát biểu|kể|khen|chê|than|trao đổi|thông tin|phản ánh|nhấn mạnh|bày tỏ|đánh giá|yêu cầu|đề nghị|thừa nhận|giải thích|lý giải|cam kết|tiết lộ|bảo)"
    r"|lời (?:của )?ai|câu nói|phát ngôn|ý kiến của|trích lời|dẫn lời"
    r"|who (?:said|says|told|claimed|praised|complained|stated|explained|remarked|admitted|described|called|noted|warned|promised|stressed|recalled|reported|commented|thinks|believes|pointed|mentioned)"
    r"|what (?:did|does|do|has) .{2,80}(?:say|said|tell|explain|think|comment|state|note|stress)|quoted|which (?:[^ ?]+ ){0,5}?(?:official|resident|leader|farmer|person|man|woman|director|chairman|chairwoman|teacher|doctor|secretary|head|deputy|speaker).{0,40}(?:said|says|told|prais|complain|explain|admit|say|claim|warn|not(?=ed)|stress|describ|recall)\w*)(?!\w)",
    "directive_number": r"(?<!\w)(?:(?:là |mang |có |được |đánh )?(?:số mấy|số bao nhiêu|số hiệu|số ký hiệu|ký hiệu)(?: gì| nào| là gì)?|what number|which number|number of the (?:decision|plan|resolution|directive))(?!\w)",
    "directive_which": r"(?<!\w)(?:(?:quyết định|kế hoạch|nghị quyết|chỉ thị|đề án|công văn|thông báo|chương trình|nghị định|thông tư|luật|hướng dẫn|tờ trình|văn bản|văn bản chỉ đạo|công điện|kết luận|báo cáo|qđ|nq)(?: [^\W\d_]+){0,6}? (?:nào|gì)"
    r"|(?:which|what) (?:[^\W\d_]+['’]?s? ){0,6}?(?:decision|plan|resolution|directive|scheme|decree|circular|law|programme|official letter|document|notice)|under (?:which|what))(?!\w)",
    "directive_about": r"(?<!\w)(?:về việc gì|về (?:nội dung|vấn đề|cái) gì|nội dung gì|nói về (?:cái )?gì|quy định (?:về )?(?:cái )?gì|(?:ban hành|ký|ra) (?:ngày|khi|năm|hôm) nào|ngày nào|khi nào|bao giờ|(?:do )?(?:ai|cơ quan nào|đơn vị nào|cấp nào) (?:ban hành|ký|ra)|what is .{0,40} about|when was .{0,60}(?:issued|signed|dated)|who (?:issued|signed)|about what|giao gì|là gì)(?!\w)",
    "conflict": r"(?<!\w)(?:khớp|mâu thuẫn|không thống nhất|thống nhất|vênh|trái ngược|sai lệch|khác nhau|giống nhau|trùng nhau|trùng khớp|đồng nhất|nhất quán|consistent|contradict|disagree|agree|discrepanc|differ|conflict|tally|match)",
    "sources": r"(?<!\w)(?:(?:hai |các |mấy |2 )?bài(?: viết| báo)?|bản tin|tiêu đề|tài liệu|hai nguồn|các nguồn|hai văn bản|hai tài liệu|hai báo cáo|bài viết|báo cáo|two articles|articles|sources|reports|documents|hai chỗ|các con số|hai con số|cộng lại|tổng cộng|phần còn lại|các số liệu|số liệu)(?!\w)",
    "trend": r"(?<!\w)(?:qua các năm|qua từng năm|thay đổi (?:thế nào|ra sao|như thế nào|bao nhiêu)|biến động|diễn biến|tăng giảm|xu hướng|tăng hay giảm|làm được đến đâu|(?:tăng|giảm) từ bao nhiêu (?:lên|xuống|đến|tới)|từ bao nhiêu (?:lên|xuống|đến|tới)|over time|trend|changed?|how (?:has|have|did) .{3,120}(?:change|evolve|develop|move|grow|go)|year by year|từng thời điểm|qua các (?:tháng|kỳ|mốc|quý)|so với (?:năm|cuối năm|quý|tháng|kỳ) [^?]{2,30}(?:thế nào|ra sao))",
    "compare": r"(?<!\w)(?:so sánh|so (?:giữa)|mỗi (?:nơi|huyện|xã|tỉnh|địa phương|phường|đơn vị|bên|loại)|hai (?:nơi|huyện|xã|phường|tỉnh|địa phương|bên)|compare|compared|comparison|respectively|versus|vs|lần lượt|từng (?:nơi|huyện|xã|loại)|both)(?!\w)",
    "extreme_max": r"(?<!\w)(?:(?:cao|nhiều|lớn|đông|mạnh) (?:[^\W\d_]+ ){1,6}nhất|cao nhất|nhiều nhất|lớn nhất|nhanh nhất|mạnh nhất|tốt nhất|đông nhất|dài nhất|rộng nhất|nặng nhất|dẫn đầu|đứng đầu|đầu bảng|sớm nhất|xa nhất|vượt xa nhất|highest|most|largest|biggest|greatest|fastest|top(?= performer)|leads?|leading|strongest|longest|best)(?!\w)",
    "extreme_min": r"(?<!\w)(?:(?:thấp|ít|nhỏ|chậm) (?:[^\W\d_]+ ){1,6}nhất|thấp nhất|ít(?! nhất (?:bao|là|mấy|\d)) nhất|nhỏ nhất|chậm nhất|kém nhất|yếu nhất|đứng cuối|cuối bảng|đội sổ|bét bảng|ngắn nhất|chót bảng|đứng chót|lowest|least|smallest|fewest|slowest|worst|shortest|bottom|weakest)(?!\w)",
    "gap": r"(?<!\w)(?:(?:thấp|cao|kém|hơn|vượt|hụt|thiếu|cách|chênh) [^?]{0,50}(?:bao nhiêu|mấy) ?(?:điểm|%|phần trăm)|còn (?:thiếu|kém|cách|hụt|phải)|thiếu (?:bao nhiêu|mấy)|(?:thấp|kém|hụt|ít) (?:hơn )?(?:bao nhiêu|mấy)|cách (?:mục tiêu|chỉ tiêu|đích)|(?:vượt|hơn|cao hơn) (?:bao nhiêu|mấy)|chênh (?:bao nhiêu|mấy|nhau bao nhiêu)|chênh lệch (?:bao nhiêu|là|giữa)|(?:short|shy) of|how far|fall short|gap|exceed .{0,30}by how|by how (?:many|much)|how many (?:percentage )?points)(?!\w)",
    "remaining": r"(?<!\w)(?:còn (?:lại )?(?:mấy|bao nhiêu) .{2,40}(?:chưa|không)|(?:mấy|bao nhiêu) .{2,40}(?:chưa (?:xong|hoàn thành|đạt|thực hiện|làm)|không (?:đạt|hoàn thành))|how many .{2,60}(?:not (?:yet )?(?:met|completed|finished|done|achieved|reached)|remain|missed|unmet|still (?:unfinished|missing)|were missed))",
    "missed": rf"(?<!\w)(?:(?:chưa|không) (?:theo|giữ|bắt) (?:được|kịp)|(?:chưa|không|chẳng|chửa|chưa thể|không thể|vẫn chưa|còn chưa) (?:bị |được |thể |kịp |hề )?{_ABLE}|hụt|trượt|lỡ hẹn|(?:còn|vẫn|đang) (?:nợ|dang dở|dở dang|thiếu|chậm)|dang dở|dở dang|thất hẹn|lỡ|dưới (?:chỉ tiêu|mục tiêu|kế hoạch|mức (?:giao|yêu cầu))|thấp hơn (?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)|chậm (?:tiến độ|so với kế hoạch)|fall short|fell short|missed|miss(?:es|ing)?|not (?:yet )?(?:met|meet|completed?|reach(?:ed)?|achieved?)|(?:did|does|do|has|have)(?:n't| not)(?: yet)? (?:meet|met|complete|reach|achieve|hit)|fail(?:ed|s)?(?: to)?|behind (?:target|schedule|plan)|below (?:target|plan)|unmet|lag(?:s|ged|ging)?)(?!\w)",
    "met": rf"(?<!\w)(?:(?:đã |đều |được |cùng |cũng )*(?:{_ABLE}|vượt)(?! (?:bao nhiêu|mấy|được bao nhiêu|tỷ lệ bao nhiêu))|met|meets?|meet|completed?|achieved?|reach(?:ed)?|hit|exceed(?:ed)?|surpass(?:ed)?|fulfill?ed|ahead of|brought)(?!\w)",
    "exceed": r"(?<!\w)(?:vượt|hơn|cao hơn|trên mức|exceed(?:ed)?|surpass(?:ed)?|beat(?:en)?|above|higher than|over(?= the target))(?!\w)",
    "target": r"(?<!\w)(?:mục tiêu|chỉ tiêu(?! (?:nào|đã|chưa|được hoàn))|phấn đấu|kế hoạch (?:đề ra|giao|năm|đặt)|đặt (?:mức|mục tiêu|chỉ tiêu|kế hoạch|ra)|đề ra|nhắm tới|hướng tới|vươn tới|muốn|sẽ phải|cần đạt|phải đạt|được giao|giao (?:chỉ tiêu|cho|kế hoạch)|yêu cầu (?:đạt|là)|dự kiến|quyết tâm|target(?:s|ed)?|goals?|aims?|aimed|aiming|should|plan(?:s|ned)? to|objectives?|expected|to reach|required|wants? to|set for|be (?:reached|achieved))(?!\w)",
    "target_strong": r"(?<!\w)(?:(?:mục tiêu|chỉ tiêu|kế hoạch) (?:của |cho |về |trong )?(?:(?:cả )?năm|đến năm|quý|giai đoạn|tối thiểu|là bao nhiêu|đặt ra|đề ra|được giao|giao)?|phấn đấu|đặt (?:mức|mục tiêu|chỉ tiêu|kế hoạch|ra|chỉ)|nhắm tới|hướng tới|vươn tới|muốn|cần đạt|phải đạt|đề ra|yêu cầu|dự kiến|quyết tâm|sẽ|target(?:s|ed)?|goals?|aims?|aimed|aiming|should|plan(?:s|ned)? to|expected to|required|wants? to|set out)(?!\w)",
    "given": r"(?<!\w)(?:giao (?:chỉ tiêu|cho)|(?:^|[.,] )giao|được giao|(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|tỉnh|huyện|trung ương|chính phủ)(?: [^\W\d_]+){0,3} giao|assigned)(?!\w)",
    "twice": r"(?<!\w)(?:bao nhiêu|mấy|how many|how much)(?!\w)[^?]*(?:,| và| còn| and)[^?]*(?<!\w)(?:bao nhiêu|mấy|how many|how much)(?!\w)",
    "result": r"(?<!\w)(?:đã|đến nay|hiện (?:nay|có|đã|đang)|hiện|thực hiện được|thực tế|kết quả|đạt được|làm được|đã đạt|ước đạt|thực đạt|tính đến|have been|has been|already|so far|were|was|did|currently|actual(?:ly)?|achieved|reached|now)(?!\w)",
    "assigned": r"(?<!\w)(?:(?:được|giao|đề ra|đặt ra|phải|có) .{0,30}(?:bao nhiêu|mấy) (?:chỉ tiêu|mục tiêu|nhiệm vụ)|(?:bao nhiêu|mấy) (?:chỉ tiêu|mục tiêu|nhiệm vụ)[^?]{0,40}(?:được giao|đề ra|đặt ra|phải thực hiện)|how many (?:targets|tasks|goals|indicators|objectives).{0,60}(?:assigned|given|set|handed))",
    "completed": r"(?<!\w)(?:(?:hoàn thành|đạt|thực hiện(?: được)?|làm được|làm xong|xong)[^?]{0,40}(?:bao nhiêu|mấy)|(?:bao nhiêu|mấy) [^?]{2,60}(?:hoàn thành|đạt|xong|thực hiện được)|how many .{0,80}(?:complet|met|achiev|finish|fulfil|done|reach))",
    "howmany": r"(?<!\w)(?:bao nhiêu|mấy|bn|số lượng|how many|how much|what (?:share|percentage|percent|proportion|rate|number|amount)|tổng số|what (?:was|is|were|are) the)(?!\w)",
    "and_which": r"(?:và (?:đó )?là (?:những )?[^?]{0,40}(?:nào|gì)|, (?:đó )?là (?:những )?[^?]{0,40}(?:nào|gì)|là những [^?]{0,40}(?:nào|gì)|gồm (?:những )?[^?]{0,40}(?:nào|gì)|kể tên|(?:and|,) which (?:are they|ones|are)|and what are they|name them|list them|which ones|which (?:hospitals|schools|products|facilities|documents|relics|sites|services|groups|fields|areas|criteria|crops|diseases|roads|projects|items) (?:are|were|have|did|is|was|run|does|do|had|count))",
    "items": r"(?<!\w)(?:(?:những|các) (?:[^\W\d_]+ ){1,4}?(?:nào|gì)|gồm (?:những )?(?:gì|nào)|là (?:những )?(?:gì|ai)|kể tên|liệt kê|nêu tên|những (?:gì|ai)|which|what are|list|name)(?!\w)",
    "places_named": r"(?<!\w)(?:(?:được )?(?:nhắc (?:đến|tới)|nêu tên|kể tên|đề cập|xuất hiện|nói (?:đến|tới)|liệt kê)|named|mentioned|listed|cited)(?!\w)",
    "yesno": r"(?:(?:đúng|phải|có phải|thế|có đúng) không|hay (?:không|chưa)|(?<!\w)(?:không|chưa|chăng|ko|hông) *\??$|(?<!\w)có phải|(?<!\w)(?:không|chưa) ?[?]|^(?:is|are|was|were|did|does|do|has|have|had|can|could|will)(?= ))",
    "change": r"(?<!\w)(?:tăng|giảm|tăng trưởng|tăng thêm|tăng lên|giảm xuống|giảm đi|increase[ds]?|decrease[ds]?|grow(?:n|th|s)?|grew|rise|rose|fell|fall|drop(?:ped)?|reduc(?:ed|tion)|up by|down by)(?!\w)",
    "ratio_plan": r"(?<!\w)(?:so với (?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|cùng kỳ|năm)|bằng bao nhiêu (?:phần trăm|%)|(?:phần trăm|%) (?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|vốn)|of (?:the )?(?:plan|estimate|target|budget)|kế hoạch vốn|cùng kỳ|year[- ]on[- ]year|compared (?:with|to)|against (?:the )?plan)(?!\w)",
    "percent": r"(?:(?<!\w)(?:bao nhiêu|mấy|bn) ?(?:%|phần trăm)|(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|share|percentage|percent|proportion|rate)(?!\w)|bao nhiêu %|phần trăm)",
    "points": r"(?:điểm (?:%|phần trăm)|percentage points?)",
    "money": r"(?:bao nhiêu|mấy|how much) ?(?:nghìn |ngàn |trăm )?(?:tỷ|tỉ|triệu|nghìn|ngàn)? ?(?:đồng|tiền|money|vnd|dong|vốn|kinh phí|billion|million|funding)|(?:bao nhiêu|mấy) (?:tỷ|tỉ)(?!\w)",
    "rank": r"(?<!\w)(?:(?:xếp|đứng|hạng|vị trí) (?:thứ |hạng |vị trí |thứ hạng )*(?:mấy|bao nhiêu|nào)|thứ mấy|hạng mấy|what rank|where (?:did|does|do) .{2,80} rank|ranked|rank(?:s|ing)?|which (?:place|position))(?!\w)",
    "howmany_target": r"(?<!\w)(?:tối thiểu|ít nhất|tối đa|không quá|at least|at most|minimum) (?:là )?(?:bao nhiêu|mấy|how)",
    "all": r"(?<!\w)(?:tất cả|toàn bộ|100 ?%|hết|mọi|đủ|toàn thể|all|every|entire|universal|whole|each)(?!\w)",
    "negated": r"(?<!\w)(?:còn .{2,60}(?:chưa|không)|vẫn (?:còn|chưa)|still .{0,80}(?:not|without)|do not|don't|not (?:yet )?(?:all|accept|have)|chưa .{2,60}(?:đúng không|phải không)|any .{2,80}(?:without|not)|lack)(?!\w)",
    "pair": r"(?<!\w)(?:(?:của|ở|tại|giữa) [^?]{2,40} (?:và|với|hay|hoặc) |so với|and|against|with)(?!\w)",
}  # fmt: skip

_LEVEL_ASKED = Cue(
    rf"(?<!\w)(?<!văn )(?P<levels>(?:{_L})(?:(?:, | và | hay | hoặc |/)(?:{_L}))*)(?: (?:của|thuộc|ở|trong|trực thuộc) [^?,;]{{2,30}}?)? (?:nào|mô)(?!\w)"
)
_LEVEL_FIRST = Cue(
    rf"(?<!\w)(?:những|các|hai|ba|bốn|năm|mấy|2|3|4|5) (?P<levels>(?:{_L})(?:(?:, | và |/)(?:{_L}))*)[^?]{{0,60}}? nào(?!\w)"
)
_AMONG = Cue(
    rf"(?<!\w)(?:trong|giữa|số) (?:các |những |số |hai |ba |bốn |năm |sáu |mấy |\d+ )?(?P<levels>(?:{_L})(?:(?:, | và |/)(?:{_L}))*)(?!\w)"
)
_AMONG_ENGLISH = re.compile(
    rf"\b(?:among|between|of) (?:the |these |those )?(?:[^ ,]+ ){{0,3}}?(?P<levels>(?:{'|'.join(_EN_LEVELS)})(?:s|ies)(?:(?:,| or| and|/) (?:{'|'.join(_EN_LEVELS)})(?:s|ies))*)\b"
)
_WHERE = Cue(r"(?<!\w)(?:ở đâu|nơi đâu|nơi nào|chỗ nào|where)(?!\w)")
_LEVEL_ENGLISH = re.compile(
    r"\b(?:which|what|list|name) (?:of )?(?:the |these |those |two |three |four |five )?(?:[a-z-]+ ){0,3}?"
    rf"(?P<levels>(?:{'|'.join(_EN_LEVELS)})(?:s|ies)?(?:(?:,| or| and|/) (?:{'|'.join(_EN_LEVELS)})(?:s|ies)?)*)\b"
)
_INDICATORS = Cue(
    r"(?<!\w)(?:(?:những |các |mấy )?(?:chỉ tiêu|tiêu chí|mục tiêu|nhiệm vụ|khoản thu|khoản chi|khoản|chỉ số|lĩnh vực|nội dung|khu vực(?: kinh tế)?|mặt hàng|loại|ngành hàng|nhóm(?: [^\W\d_]+)?|hạng mục|chỉ số thành phần|tỷ lệ|sản phẩm|con số)"
    r"(?: [^?,;]{2,60}?)?(?: nào| gì)|(?:đạt|làm|hoàn thành) những gì|những gì)(?!\w)"
    r"|(?<!\w)(?:which|what) (?:of the )?(?:[a-zà-ỹ0-9'-]+,? (?:and )?){0,7}?(?:indicators|targets|criteria|goals|tasks|objectives|sectors|areas of|fields|revenue items|items|measures)(?!\w)"
    r"|(?<!\w)which (?:[a-zà-ỹ0-9'-]+,? (?:and )?){0,5}?(?:indicator|target|criterion|goal|task|objective|sector|area|field|revenue item|item|measure|service|product|crop)(?!\w)"
)


# Cues whose words only ask; they are no content.
_TAKEN = (
    "statement",
    "trend",
    "compare",
    "extreme_max",
    "extreme_min",
    "directive_number",
    "directive_about",
    "rank",
    "places_named",
)


@dataclass(frozen=True, slots=True)
class Wants:
    """The cues found in a question.

    Attributes:
        cues: names of all cues that stand in it.
        levels: administrative levels asked for (`huyện nào`), `any` for `nơi nào`, `organisation`
            for `sở nào`.
        indicators: whether it asks which targets or indicators.
        counted: the noun after `bao nhiêu`, as typed, up to the next verb or sign.
    """

    cues: frozenset[str]
    levels: frozenset[str]
    indicators: bool
    counted: str | None


@cache
def _cues() -> dict[str, Cue]:
    return {name: Cue(pattern) for name, pattern in CUES.items()}


_COUNTED = Cue(r"(?<!\w)(?:bao nhiêu|mấy|how many)\s+(?P<noun>[^\W_][^?.;:]{0,50})")


def find_wants(reading: Reading) -> Wants:
    """All cues of a question; what only asks (levels, question words) is taken from its content."""
    found = {name for name, cue in _cues().items() if cue.search(reading)}
    for name in _TAKEN:
        for match in _cues()[name].finditer(reading) if name in found else ():
            _cues()[name].take(reading, match)
    levels: set[str] = set()
    extreme = bool({"extreme_max", "extreme_min"} & found)
    for cue in (_LEVEL_ASKED, _LEVEL_FIRST, *((_AMONG,) if extreme else ())):
        for match in cue.finditer(reading):
            words = reading.low[match.start("levels") : match.end("levels")]
            plain = reading.bare[match.start("levels") : match.end("levels")]
            for word in re.split(r", | và | va | hay | hoặc | hoac |/", words if words != plain else plain):
                levels |= {
                    lv
                    for name, lv in _LEVEL_WORDS.items()
                    if Cue(name).search(Reading(word)) and len(name) == len(word)
                }
            reading.take(match.start("levels"), match.end("levels"))
    if _WHERE.search(reading):
        levels.add("any")
    for match in [
        *_LEVEL_ENGLISH.finditer(reading.bare),
        *(_AMONG_ENGLISH.finditer(reading.bare) if extreme else ()),
    ]:
        for word in re.findall(r"[a-z]+", match["levels"]):
            levels |= {lv for name, lv in _EN_LEVELS.items() if word in (name, name + "s", name + "es")}
        reading.take(match.start("levels"), match.end("levels"))
    if levels or _INDICATORS.search(reading):
        for match in _cues()["missed"].finditer(reading):
            _cues()["missed"].take(reading, match)
    for name, other in (("gap", "howmany"), ("sources", "conflict")):
        if {name, other} <= found:
            for match in _cues()[name].finditer(reading):
                _cues()[name].take(reading, match)
    counted = None
    if match := _COUNTED.search(reading):
        counted = reading.low[match.start("noun") : match.end("noun")]
    return Wants(frozenset(found), frozenset(levels), _INDICATORS.search(reading) is not None, counted)
