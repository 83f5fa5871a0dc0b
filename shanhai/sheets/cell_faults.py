"""Every kind of mistake that one cell, header or sheet can have."""

from __future__ import annotations

from shanhai.sheets.faults import Fault
from shanhai.sheets.words import Words

MISSING = Fault(
    "missing",
    Words("The cell is empty.", "此单元格为空。"),
    Words("It has to be filled in.", "此项必填，请填写。"),
)
FORMULA_ERROR = Fault(
    "formula_error",
    Words("The formula in the cell gives {error}.", "单元格中的公式出错：{error}。"),
    Words("Mend the formula, or type the value instead.", "请改正公式，或直接填写数值。"),
)
NOT_COMPUTED = Fault(
    "not_computed",
    Words("The formula in the cell has no value yet.", "单元格中的公式尚未计算，没有结果。"),
    Words(
        "Open the workbook in Excel or WPS, save it and try again; or type the value instead.",
        "请用 Excel 或 WPS 打开并保存后重试，或直接填写数值。",
    ),
)
NOT_TEXT = Fault(
    "not_text",
    Words("“{value}” is not text.", "“{value}”不是文字。"),
    Words("Format the cell as text and type it again.", "请将单元格设为文本格式后重新填写。"),
)
TOO_LONG = Fault(
    "too_long",
    Words("The text has {length} characters.", "文字共 {length} 个字。"),
    Words("Shorten it to {most}.", "请缩短到 {most} 个字以内。"),
)
CONTROL_MARKS = Fault(
    "control_marks",
    Words("The text holds marks that cannot be printed.", "文字中有不可打印的字符。"),
    Words("Type it again by hand instead of pasting it.", "请手工重新填写，不要粘贴。"),
)
CODE_FRACTION = Fault(
    "code_fraction",
    Words("A code cannot be the number {value}.", "代码不能是数字 {value}。"),
    Words("Format the cell as text and type the code again.", "请将单元格设为文本格式后重新填写代码。"),
)
CODE_LOST_DIGITS = Fault(
    "code_lost_digits",
    Words(
        "The code was stored as a number, and a number keeps only its first 15 digits.",
        "代码被存成了数字，而数字只保留前 15 位。",
    ),
    Words(
        "Format the cell as text first, then type the whole code again.",
        "请先将单元格设为文本格式，再重新填写完整代码。",
    ),
)
CODE_DIGITS = Fault(
    "code_digits",
    Words(
        "“{value}” has {length} digits where {digits} are expected; Excel drops zeros in front of a number.",
        "“{value}”只有 {length} 位，应为 {digits} 位；存成数字时前面的零会丢失。",
    ),
    Words("Format the cell as text and type all {digits} digits.", "请设为文本格式，填写全部 {digits} 位。"),
)
BLANK = Words("a blank", "空格")
CODE_FORM = Fault(
    "code_form",
    Words("“{value}” cannot be a code: it holds {mark}.", "“{value}”不能用作代码：其中含有{mark}。"),
    Words(
        "Use letters, digits, “-”, “.”, “_”, “/” and “#” only.",
        "代码只能用字母、汉字、数字和“-”“.”“_”“/”“#”。",
    ),
)
TURNED_INTO_DATE = Fault(
    "turned_into_date",
    Words(
        "Excel has turned what was typed into the date {value}.", "填写的内容被 Excel 变成了日期 {value}。"
    ),
    Words("Format the cell as text and type it again.", "请将单元格设为文本格式后重新填写。"),
)
ID_AS_NUMBER = Fault(
    "id_as_number",
    Words(
        "The 18-digit id was stored as a number; Excel has replaced its last three digits by zeros.",
        "18 位证件号被存成了数字，末三位已被 Excel 变为零。",
    ),
    Words(
        "Format the cell as text first, then type all 18 digits again.",
        "请先将单元格设为文本格式，再重新填写全部 18 位。",
    ),
)
ID_FORM = Fault(
    "id_form",
    Words("“{value}” is not an 18-digit id.", "“{value}”不是 18 位证件号。"),
    Words("Type 17 digits and then a digit or X.", "应为 17 位数字加 1 位数字或 X。"),
)
ID_CHECK = Fault(
    "id_check",
    Words("The last character of the id does not agree with the others.", "证件号的校验位与前 17 位不符。"),
    Words("Compare it with the document and correct it.", "请对照证件更正。"),
)
NOT_NUMBER = Fault(
    "not_number",
    Words("“{value}” is not a number.", "“{value}”不是数字。"),
    Words("Type digits only, without a unit, such as {example}.", "只填数字，不带单位，例如 {example}。"),
)
NOT_WHOLE = Fault(
    "not_whole",
    Words("“{value}” is not a whole number.", "“{value}”不是整数。"),
    Words("Type a whole number, such as {example}.", "请填整数，例如 {example}。"),
)
NOT_PERCENT = Fault(
    "not_percent",
    Words("“{value}” is not a percentage.", "“{value}”不是百分比。"),
    Words("Type it such as 35% or 0.35.", "请写成 35% 或 0.35。"),
)
BELOW = Fault(
    "below",
    Words("{value} is too small.", "{value} 太小。"),
    Words("It has to be {least} or more.", "不得小于 {least}。"),
)
ABOVE = Fault(
    "above",
    Words("{value} is too large.", "{value} 太大。"),
    Words("It may be {most} at most.", "不得大于 {most}。"),
)
NOT_DATE = Fault(
    "not_date",
    Words("“{value}” is not a date.", "“{value}”不是日期。"),
    Words("Type it such as 2022-12-14.", "请写成 2022-12-14 的形式。"),
)
DAY_MISSING = Fault(
    "day_missing",
    Words("“{value}” has no day.", "“{value}”缺少日。"),
    Words("Type the whole date, such as 2022-12-14.", "请写出完整日期，例如 2022-12-14。"),
)
NOT_MONTH = Fault(
    "not_month",
    Words("“{value}” is not a month.", "“{value}”不是年月。"),
    Words("Type it such as 2022-12.", "请写成 2022-12 的形式。"),
)
MONTH_UNCLEAR = Fault(
    "month_unclear",
    Words(
        "{value} is stored as a number, so it may have been typed as {january} or as {october}.",
        "{value} 被存成了数字，可能是 {january}，也可能是 {october}。",
    ),
    Words("Type the month as {january} or {october}.", "请明确写成 {january} 或 {october}。"),
)
NOT_CHOICE = Fault(
    "not_choice",
    Words("“{value}” is not one of the choices.", "“{value}”不在可选范围内。"),
    Words("Choose one of: {choices}.", "请从中选择：{choices}。"),
)
NEAR_CHOICE = Fault(
    "near_choice",
    Words("“{value}” is not one of the choices.", "“{value}”不在可选范围内。"),
    Words("Did you mean “{near}”? Possible are: {choices}.", "是否应为“{near}”？可选：{choices}。"),
)
NOT_YES_NO = Fault(
    "not_yes_no",
    Words("“{value}” is neither yes nor no.", "“{value}”既不是“是”也不是“否”。"),
    Words("Type yes or no.", "请填“是”或“否”。"),
)
TWICE_IN_LIST = Fault(
    "twice_in_list",
    Words("“{part}” stands twice in the cell.", "“{part}”在同一单元格中出现了两次。"),
    Words("Keep one of the two.", "请只保留一个。"),
)
LIST_TOO_LONG = Fault(
    "list_too_long",
    Words("The cell lists {length} things.", "单元格中列了 {length} 项。"),
    Words("List {most} at most.", "最多列 {most} 项。"),
)
DUPLICATE = Fault(
    "duplicate",
    Words(
        "“{value}” stands already in row {first_row} (cell {first}).",
        "“{value}”已出现在第 {first_row} 行（{first}）。",
    ),
    Words(
        "Rows {first_row} and {row} need different values; correct or delete one.",
        "第 {first_row} 行与第 {row} 行不得相同，请更正或删除其一。",
    ),
)
SHEET_MISSING = Fault(
    "sheet_missing",
    Words(
        "There is no sheet “{title}”; the file has: {sheets}.", "缺少工作表“{title}”；文件中有：{sheets}。"
    ),
    Words("Add the sheet, or rename the one that is meant.", "请补上该工作表，或将对应的工作表改为此名。"),
)
SHEET_TWICE = Fault(
    "sheet_twice",
    Words("Two sheets are both “{title}”: {sheets}.", "有两个工作表都是“{title}”：{sheets}。"),
    Words("Delete or rename one of them.", "请删除或改名其中一个。"),
)
SHEET_EMPTY = Fault(
    "sheet_empty",
    Words("The sheet is empty.", "工作表是空的。"),
    Words("Fill it in; its headers are: {headers}.", "请填写；表头为：{headers}。"),
)
NO_HEADER = Fault(
    "no_header",
    Words("No row of headers was found in the first {rows} rows.", "前 {rows} 行中没有找到表头。"),
    Words("One row has to hold the headers: {headers}.", "须有一行为表头：{headers}。"),
)
HEADER_MISSING = Fault(
    "header_missing",
    Words("The column “{header}” is missing.", "缺少“{header}”一列。"),
    Words("Add a column with this header to the row of headers.", "请在表头行补上这一列。"),
)
HEADER_TWICE = Fault(
    "header_twice",
    Words("“{value}” means the same column as cell {first}.", "“{value}”与 {first} 是同一列。"),
    Words("Delete or rename one of the two.", "请删除或改名其中一列。"),
)

MORE_ERRORS = Fault(
    "more_errors",
    Words("Only the first {most} wrong cells are listed.", "只列出前 {most} 处错误。"),
    Words("Correct these and check the file again.", "请先改正这些，再重新检查。"),
)

SKIPPED_COLUMN = Fault(
    "skipped_column",
    Words("The column “{header}” is not known here and was not read.", "“{header}”一列未被识别，没有读入。"),
    Words("", ""),
)
SKIPPED_COLUMN_NEAR = Fault(
    "skipped_column",
    Words(
        "The column “{header}” is not known here and was not read. Did you mean “{near}”?",
        "“{header}”一列未被识别，没有读入。是否应为“{near}”？",
    ),
    Words("", ""),
)
FILLED_MERGED = Fault(
    "filled_merged",
    Words(
        "The merged cells {area} were read as the same value in each row.",
        "合并单元格 {area} 按每行同值读入。",
    ),
    Words("", ""),
)
READ_HIDDEN = Fault(
    "read_hidden",
    Words("The sheet is hidden; it was read all the same.", "该工作表已隐藏，仍已读入。"),
    Words("", ""),
)
FOUND_BY_HEADERS = Fault(
    "found_by_headers",
    Words("The sheet was taken as “{title}” because of its headers.", "根据表头，将该工作表视为“{title}”。"),
    Words("", ""),
)
