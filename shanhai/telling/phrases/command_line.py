"""What the command line says: help, progress, results and errors."""

from __future__ import annotations

from shanhai.sheets.words import Words

# Commands.
MAIN = Words(
    "Plans for two-way staff exchange: every rule kept, proven best, and explained.",
    "干部人才双向交流的匹配方案：遵守全部规则，证明最优，并逐人说明。",
)
SAMPLES = Words("List the invented samples.", "列出虚构示例。")
SAMPLE = Words("Write an invented sample to try things out.", "写出一个虚构示例，供试用。")
CHECK = Words("Check a problem and tell every wrong cell.", "检查问题文件，列出每个有误的单元格。")
PLAN = Words(
    "Make the best plan of a problem, with proof and explanations.", "由问题文件生成最优方案，附证明与说明。"
)
VERIFY = Words(
    "Check a plan again from its problem alone, by a proof that shares nothing with the solver.",
    "仅凭原始问题重新核对方案；核对程序与求解器无任何共用代码。",
)
EXPLAIN = Words(
    "Tell why a person is where they are, or why an order has whom it has.", "说明某人或某订单为何如此安排。"
)
WHATIF = Words(
    "Tell what a change would do to the plan; nothing is written.",
    "说明某项改动对方案的影响，不写入任何文件。",
)
TEMPLATES = Words("Write empty workbooks to be filled in.", "写出空白填报模板。")
DEMO = Words(
    "Plan and verify the main sample, and show what it says.", "生成并核对主要示例的方案，显示开头部分。"
)

# Arguments and options.
A_FILE = Words(
    "FILE: a workbook (.xlsx, .xls, .ods) or a folder of CSV or Parquet files.",
    "FILE：工作簿（.xlsx、.xls、.ods），或 CSV、Parquet 文件夹。",
)
LANGUAGE = Words("Language of everything that is said and written.", "所有提示和文件的语言。")
JSON = Words(
    "Print one JSON object for machines, and no progress.", "输出一个 JSON 对象供程序使用，不显示进度。"
)
HELP = Words("Show this help and stop.", "显示帮助并退出。")
VERSION = Words("Show the version and stop.", "显示版本并退出。")
TO_FILE = Words(
    "Where to write: .xlsx, or a folder for CSV files.", "写到何处：.xlsx 文件，或用于 CSV 的文件夹。"
)
TO_PLAN = Words(
    "The folder for the plan. A plan that is there already is replaced.",
    "存放方案的文件夹；其中已有的方案会被替换。",
)
TO_TEMPLATES = Words("The folder for the templates.", "存放模板的文件夹。")
TO_DEMO = Words(
    "The folder to keep the demo in; without it, a temporary one.",
    "保留演示结果的文件夹；不指定则用临时文件夹。",
)
MARK_ERRORS = Words(
    "Also write FILE back with the wrong cells coloured and commented.",
    "另存一份，把有误的单元格标色并加批注。",
)
NO_HTML = Words("Do not write plan.html.", "不生成 plan.html。")
NO_XLSX = Words("Do not write plan.xlsx.", "不生成 plan.xlsx。")
NO_RULE_COSTS = Words(
    "Do not ask what each binding rule costs, which solves again without it, one rule at a time.",
    "不计算每条起约束作用的规则的代价（计算时逐条去掉后重新求解）。",
)
AUDIENCE = Words(
    "Whom plan.html is for. “public” leaves out fits, reasons and wishes of single people.",
    "plan.html 给谁看；“public”不含个人的匹配度、原因和志愿。",
)
NO_VERIFY = Words("Do not run the independent check.", "不进行独立核对。")
PROBLEM = Words(
    "The problem to check against, instead of the copy in the folder.",
    "用此问题文件核对，而非文件夹中的副本。",
)
PERSON = Words("Explain this person (id).", "说明此人（编号）。")
ORDER = Words("Explain this order (id).", "说明此订单（编号）。")
EXACT = Words(
    "Solve again for every loss that is told, or tell what it is at least. Exact up to 1,000 people "
    "unless you say otherwise.",
    "逐项重新求解，给出确切损失；或只给出“至少”。不指定时，1,000 人以内给出确数。",
)
PIN = Words("Put this person into this order.", "把此人安排到此订单。")
FORBID = Words("Keep this person out of this order.", "不让此人去此订单。")
WITHDRAW = Words("Take this person out altogether.", "此人退出。")
SWAP = Words("Exchange the places of these two people.", "对调这两人。")
CHANGE_RULE = Words(
    "Change one field of a rule, such as: release limit=4; or “release off”.",
    "改动规则的一项，如 release limit=4；或 release off 停用。",
)
LEAST_CHANGE = Words("Move as few people as possible, before fit.", "变动的人最少，其次才看匹配度。")

# Results.
SAMPLE_LINE = Words(
    "{name}: {people:person|people}, {orders:order|orders}. {about}",
    "{name}：{people} 人，{orders} 个订单。{about}",
)
WROTE = Words("Written: {path}", "已写入：{path}")
CHECKED = Words(
    "In order: {people:person|people}, {orders:order|orders} with {seats:seat|seats}, {rules:rule|rules}.",
    "检查无误：{people} 人，{orders} 个订单共 {seats} 个名额，{rules} 条规则。",
)
ERRORS = Words("{errors:error|errors} found:", "发现 {errors} 处错误：")
MORE_ERRORS = Words(
    "… and {more} more. “--mark-errors” or “--json” gives them all.",
    "……另有 {more} 处；用 --mark-errors 或 --json 可得全部。",
)
MARKED = Words("The marked workbook: {path}", "已标注的工作簿：{path}")
NOT_PLANNED = Words(
    "Nothing was planned or written. Mend the cells and try again.",
    "未生成方案，也未写入任何文件。请改正后重试。",
)
VERIFIED = Words(
    "Verified: every rule, every sum and every bound holds.", "核对通过：每条规则、每个总和、每个上界均成立。"
)
LOOKED_AT = Words(
    "Looked at {pairs:pair|pairs} of person and order, {rules:rule|rules} and "
    "{placements:placement|placements}.",
    "共核对 {pairs} 对人员与订单、{rules} 条规则、{placements} 项安排。",
)
RIGHT_BUT_OPEN = Words(
    "Not every stage is proven without trusting a solver; plan.html tells which.",
    "并非每一步都已脱离求解器得到证明，详见 plan.html。",
)
NOT_VERIFIED_PLAINLY = Words(
    "Not verified. “shanhai verify” tells why.", "核对未通过，原因见 shanhai verify。"
)
MORE_FINDINGS = Words("… and {more} more. “--json” gives them all.", "……另有 {more} 处；用 --json 可得全部。")
DEMO_SAMPLE = Words("Another sample than the main one.", "改用其他示例。")
NOT_VERIFIED = Words("Not verified. {findings:finding|findings}:", "核对未通过，发现 {findings} 处问题：")
OPEN_PAGE = Words("Open {path} in a browser.", "请用浏览器打开 {path}。")

# Progress.
READING = Words("Reading {file}", "正在读取 {file}")
PLANNING = Words("Planning", "正在匹配")
PLANNING_STAGE = Words(
    "Planning: {stage}, value {value}, gap {gap}, {seconds} s",
    "正在匹配：{stage}，数值 {value}，差距 {gap}，已用 {seconds} 秒",
)
COSTING = Words("Solving without the rule “{rule}”", "去掉规则“{rule}”重新求解")
VERIFYING = Words("Verifying", "正在核对")
WRITING = Words("Writing {file}", "正在写入 {file}")
THINKING = Words("Calculating", "正在计算")

# Errors: what, and how to mend it.
STOPPED = Words("Stopped. Nothing was left half written.", "已停止，没有留下写了一半的文件。")
NO_SUCH_FILE = Words(
    "There is no file or folder {path}. Check the name.", "没有文件或文件夹 {path}，请核对名称。"
)
CANNOT_WRITE = Words(
    "{path} cannot be written: {reason}. Choose another place or free it.",
    "无法写入 {path}：{reason}。请换个位置或解除占用。",
)
FOLDER_TAKEN = Words(
    "The folder {path} holds other things ({found}). Choose a folder that is new, empty, or holds a "
    "plan only.",
    "文件夹 {path} 中有其他内容（{found}）。请选择新的、空的或只含方案的文件夹。",
)
FILE_TAKEN = Words(
    "{path} is there already. Choose another name or remove it.", "{path} 已存在，请换个名称或先删除。"
)
NOT_A_PLAN = Words(
    "{path} holds no plan: {missing} is missing. Make one with “shanhai plan”.",
    "{path} 中没有方案：缺少 {missing}。请用 shanhai plan 生成。",
)
BROKEN_PLAN = Words(
    "{path} cannot be read as a plan. Make it again with “shanhai plan”.",
    "{path} 无法作为方案读取，请用 shanhai plan 重新生成。",
)
OTHER_PROBLEM = Words(
    "The plan was made for another problem than the one given (fingerprints differ).",
    "该方案所对应的问题与给出的不同（指纹不符）。",
)
OTHER_PLAN = Words(
    "Solving the copied problem again gives another plan than the one in the folder. Run “shanhai verify”.",
    "重新求解得到的方案与文件夹中的不同，请先运行 shanhai verify。",
)
UNKNOWN_SAMPLE = Words(
    "There is no sample “{name}”. There are: {names}.", "没有示例“{name}”，现有：{names}。"
)
UNKNOWN_PERSON = Words("There is no person “{name}” in this plan.{hint}", "方案中没有人员“{name}”。{hint}")
UNKNOWN_ORDER = Words("There is no order “{name}” in this plan.{hint}", "方案中没有订单“{name}”。{hint}")
UNKNOWN_RULE = Words("There is no rule “{name}” in this plan.{hint}", "方案中没有规则“{name}”。{hint}")
DID_YOU_MEAN = Words(" Did you mean {names}?", "是否指 {names}？")
ONE_OF_TWO = Words("Give either --person or --order.", "请给出 --person 或 --order 之一。")
NO_EDIT = Words("Say what to change, such as --withdraw P001.", "请说明改动，例如 --withdraw P001。")
BAD_CHANGE = Words(
    "“{change}” is not a change of a rule. Write it as field=value, such as limit=4, or “off”.",
    "“{change}”不是对规则的改动。请写成 字段=值，如 limit=4，或写 off。",
)
IMPOSSIBLE = Words("This change cannot be tried: {reason}", "无法尝试此改动：{reason}")
BAD_FIELD = Words(
    "A rule of kind {kind} has no field “{field}”. It has: {fields}.",
    "{kind} 类规则没有字段“{field}”，可用：{fields}。",
)
PROBLEM_BROKEN = Words("{faults:thing is|things are} wrong with this problem:", "问题有 {faults} 处错误：")

# What click would say in English only.
USAGE = Words("Usage: {usage}", "用法：{usage}")
REQUIRED = Words("required", "必填")
OPTIONS = Words("Options", "选项")
COMMANDS = Words("Commands", "命令")
ERROR = Words("Error: {message}", "错误：{message}")
TRY_HELP = Words("“{command} --help” tells more.", "详见 {command} --help。")
NO_SUCH_OPTION = Words("There is no option {option}.{hint}", "没有选项 {option}。{hint}")
NO_SUCH_COMMAND = Words("There is no command “{command}”.{hint}", "没有命令“{command}”。{hint}")
MISSING_PARAMETER = Words("{parameter} is missing.", "缺少 {parameter}。")
BAD_PARAMETER = Words("{parameter} cannot be “{value}”.{choices}", "{parameter} 不能是“{value}”。{choices}")
CHOICES = Words(" Choose one of: {choices}.", "可选：{choices}。")
UNEXPECTED = Words("This was not expected: {arguments}.", "多余的参数：{arguments}。")
