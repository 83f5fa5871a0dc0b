"""What papers say: titles, heads of columns, and the house's own letters."""

from __future__ import annotations

from shanhai.sheets import Words

INVENTED = Words(
    "Invented sample: no such people, places or units exist.", "虚构样例：人员、地名、单位均不存在。"
)
LIST_TITLE = Words("{cohort}: people to be seconded", "{cohort}拟选派人员名单公示")
LIST_INTRO = Words(
    "The people below are to be seconded under {programme}. Whoever knows a reason why a placement "
    "should not "
    "stand may object until {until}, by name or without one. {authority} answers for this list ({contact}).",
    "现将{programme}拟选派人员予以公示。对公示内容有异议的，可于 {until} 前提出，署名或不署名均可。"
    "公示责任单位：{authority}，{contact}。",
)
NUMBER = Words("no.", "序号")
COUNTED = Words("{count} people", "共 {count} 人")
HEADS: dict[str, Words] = {
    "name": Words("name", "姓名"),
    "home": Words("home organisation", "派出单位"),
    "level": Words("level", "职级"),
    "direction": Words("direction", "方向"),
    "host": Words("host organisation", "接收单位"),
    "order": Words("post", "挂职岗位"),
    "term": Words("term", "挂职时间"),
}
#: In millimetres of an upright page, where all but the level is shown.
WIDTHS = {
    "number": 11,
    "name": 16,
    "home": 29,
    "level": 14,
    "direction": 23,
    "host": 29,
    "order": 22,
    "term": 32,
}

BETWEEN_STAGES = Words("; ", "；")
CHANGED = Words(
    "Changes by hand: {count}. Each was before the panel with its reason and its price.",
    "人工调整 {count} 处，每处均附理由和代价，提交审议小组审议。",
)
UNCHANGED = Words("Nothing: the plan is as it was worked out.", "无人工调整：方案为计算所得。")
RECORD_TITLE = Words("Record of the algorithm", "算法说明")
RECORD: tuple[tuple[Words, Words], ...] = (
    (
        Words("what is decided", "决定事项"),
        Words(
            "Who is seconded to which seat. A plan is proposed by a programme, judged and signed by "
            "people; the "
            "programme decides nothing by itself.",
            "人员派往哪个名额。由程序提出方案，由人审议并签署；程序本身不作决定。",
        ),
    ),
    (
        Words("by which rules", "依据规则"),
        Words(
            "Version {number} of the rules, frozen on {frozen} before any name was put forward. Its "
            "fingerprint: "
            "{rules}",
            "第 {number} 版选派规则，于 {frozen} 在推荐人选之前冻结。规则指纹：{rules}",
        ),
    ),
    (
        Words("from which data", "所用数据"),
        Words(
            "{people} sealed dossiers and {seats} seats of the orders, sealed on {sealed}: expertise, "
            "qualifications, level, dates, wishes and recusals. Never political, ethnic, religious, "
            "health or "
            "marital data. Fingerprint of the pool: {pool}",
            "{sealed} 封存的 {people} 份档案和 {seats} 个订单名额：专长、资格、职级、时间、志愿和回避。"
            "不使用政治、民族、宗教、健康、婚姻等信息。人选库指纹：{pool}",
        ),
    ),
    (
        Words("how it was checked", "如何核验"),
        Words(
            "The plan was checked independently before anybody saw it and once more before the last "
            "signature: every rule, every sum and every bound. "
            "Stages: {stages}. Fingerprint of the plan: {plan}",
            "方案在展示之前和最后一人签署之前均经独立核验，逐项核对规则、合计和上界。各阶段：{stages}。方案指纹：{plan}",
        ),
    ),
    (
        Words("what people changed", "人工调整"),
        Words("{changes}", "{changes}"),
    ),
    (
        Words("who signed", "签署情况"),
        Words(
            "Members of the panel who agreed: {signatures}, on {signed}.",
            "审议小组 {signatures} 人签署，{signed}。",
        ),
    ),
    (
        Words("who answers for it", "责任单位"),
        Words(
            "{authority}, {contact}. Whoever is on the list can read why; whoever refuses a decision by "
            "automation alone is placed by the panel by hand.",
            "{authority}，{contact}。名单中的人员可查看安排说明；本人拒绝仅由系统自动决定的，由审议小组人工安排。",
        ),
    ),
    (
        Words("what was signed", "所签署的指纹"),
        Words("{fingerprint}", "{fingerprint}"),
    ),
)
SIGNING_TITLE = Words("{cohort}: sheet for signing", "{cohort}审议签署表")
SIGNING_INTRO = Words(
    "By signing I say what I think of the plan with the fingerprint below: of the plan, its rules and its "
    "pool together. Compare it with the one on the screen before signing. I did not propose this plan.",
    "本人就下列指纹所对应的方案（含规则与人选库）签署意见。签署前请与屏幕上的指纹核对。本方案不由本人提出。",
)
FINGERPRINT = Words("fingerprint", "指纹")
SIGNING_LINES: tuple[Words, ...] = (
    Words("name", "姓名"),
    Words("agrees / does not agree", "同意 / 不同意"),
    Words("reasons", "意见和理由"),
    Words("date", "日期"),
    Words("signature", "签名"),
)
PLAN_FACTS: dict[str, Words] = {
    "plan": Words("plan", "方案"),
    "placed": Words("people placed", "已安排人数"),
    "filled": Words("seats filled", "已满名额"),
    "proposed": Words("proposed by", "提出人"),
    "overrides": Words("changes by hand", "人工调整"),
}
OVERRIDE = Words("{said}. Reason: {reason} Price: {price}", "{said}。理由：{reason} 代价：{price}")
NO_PRICE = Words("none", "无")
OVERRIDES = Words("Changes by hand, with reason and price", "人工调整及其理由和代价")
PROPOSAL = Words("The plan that is signed", "所签署的方案")
STAGE_PROVEN = Words("{title}: {value}, proven", "{title} {value}（已证明）")
STAGE_BOUNDED = Words("{title}: {value}, at most {bound}", "{title} {value}（上界 {bound}）")
PROPOSAL_HEADS: tuple[Words, ...] = (
    NUMBER,
    HEADS["name"],
    HEADS["home"],
    HEADS["host"],
    HEADS["order"],
    Words("fit", "匹配度"),
)
BY_HAND = Words("(by hand)", "（人工）")
OBJECTED = Words("What was objected or declined", "异议和不接受的意见")
OBJECTION = Words(
    "{side}, on {person} for {host}, {order}: {reason}", "{side}（{person}，{host}，{order}）：{reason}"
)
RULES_COST = Words("What the rules cost", "规则的代价")
WITHOUT_PLACE = Words("Who has no place, and why", "未安排人员及原因")
PLACED_BY_HAND = Words(
    "{person}: refuses a decision by automation alone; the panel places them by hand.",
    "{person}：不接受仅凭自动化作出的决定，由审议小组人工安排。",
)
STAYS_EMPTY = Words("Seats that stay empty, and the proof", "空缺名额及其证明")
SHORT = Words("{host}, {order} ({seats})", "{host}“{order}”{seats} 个")
NONE = Words("None.", "无。")
MUTUAL_WISHES = Words(
    "Who would rather have each other (for the panel alone)", "相互更为中意的人员与岗位（仅供审议小组参阅）"
)
EXPLANATION_TITLE = Words("Why here", "安排说明")
EXPLAINED_TO = Words("for {name}", "致：{name}")
ASK = Words("Whom to ask: {contact}", "咨询：{contact}")
HOST_TITLE = Words("{host}: who comes, and why", "{host}接收人员及说明")
NOBODY = Words("Nobody could be placed here.", "此处未能安排人员。")
ROSTER_TITLE = Words("{cohort}: roster", "{cohort}花名册")
ROSTER_HEADS: tuple[Words, ...] = (
    Words("no.", "序号"),
    Words("name", "姓名"),
    Words("home organisation", "派出单位"),
    Words("level", "职级"),
    Words("host organisation", "接收单位"),
    Words("post", "岗位"),
    Words("term", "时间"),
    Words("state", "状态"),
)
LETTER_TITLES: dict[str, Words] = {
    "person": Words("Letter of secondment", "选派通知"),
    "home": Words("On the people whom you send", "关于选派人员的函"),
    "host": Words("On the people whom you receive", "关于接收选派人员的函"),
}
#: The house's own letters, a paragraph each; fields stand in double braces as in Word.
LETTERS: dict[str, tuple[Words, ...]] = {
    "person": (
        Words("Dear {{ name }},", "{{ name }}同志："),
        Words(
            "Under {{ programme }} ({{ cohort }}) it was decided that you are seconded from {{ home }} to "
            "{{ host }}, to the post “{{ order }}”{% if start %}, from {{ start }} to {{ end }}{% endif %}.",
            "经审议，现选派您在{{ programme }}（{{ cohort }}）中由{{ home }}赴{{ host }}挂职，"
            "岗位为“{{ order }}”"
            "{% if start %}，时间为 {{ start }} 至 {{ end }}{% endif %}。",
        ),
        Words("{{ explanation }}", "{{ explanation }}"),
        Words("Questions: {{ contact }}", "如有疑问，请咨询：{{ contact }}"),
    ),
    "home": (
        Words("To {{ unit }}:", "{{ unit }}："),
        Words(
            "Under {{ programme }} ({{ cohort }}) the following {{ count }} of your people are seconded:",
            "经审议，{{ programme }}（{{ cohort }}）选派贵单位下列 {{ count }} 人：",
        ),
        Words("{{ people }}", "{{ people }}"),
        Words(
            "Please release them in time. Questions: {{ contact }}",
            "请按时安排派出。如有疑问，请咨询：{{ contact }}",
        ),
    ),
    "host": (
        Words("To {{ unit }}:", "{{ unit }}："),
        Words(
            "Under {{ programme }} ({{ cohort }}) the following {{ count }} people are seconded to you:",
            "经审议，{{ programme }}（{{ cohort }}）选派下列 {{ count }} 人到贵单位挂职：",
        ),
        Words("{{ people }}", "{{ people }}"),
        Words(
            "Please prepare their arrival. Questions: {{ contact }}",
            "请做好接收准备。如有疑问，请咨询：{{ contact }}",
        ),
    ),
}
CLOSING: tuple[Words, ...] = (
    Words("{{ authority }}", "{{ authority }}"),
    Words("{{ date }}", "{{ date }}"),
)
