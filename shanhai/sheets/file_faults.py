"""Every reason why a file cannot be read or written at all."""

from __future__ import annotations

from shanhai.sheets.faults import Fault
from shanhai.sheets.words import Words

_SAVE_AS_XLSX = Words(
    "Open it in Excel or WPS, save it as “Excel workbook (.xlsx)” and use that file.",
    "请用 Excel 或 WPS 打开，另存为“Excel 工作簿 (.xlsx)”后再用。",
)

NOT_FOUND = Fault(
    "not_found",
    Words("There is no such file or folder.", "没有这个文件或文件夹。"),
    Words("Check the path.", "请检查路径。"),
)
CANNOT_OPEN = Fault(
    "cannot_open",
    Words("The file cannot be opened: {reason}.", "无法打开文件：{reason}。"),
    Words("Check that it exists and that you may read it.", "请确认文件存在且有读取权限。"),
)
CANNOT_WRITE = Fault(
    "cannot_write",
    Words(
        "The file cannot be written: {reason}. Nothing was changed.", "无法写入文件：{reason}。未作任何改动。"
    ),
    Words(
        "Close it in other programs, and check that there is room and that you may write there.",
        "请先在其他程序中关闭它，并确认磁盘空间和写入权限。",
    ),
)
EMPTY = Fault(
    "empty_file",
    Words("The file is empty.", "文件是空的。"),
    Words("Send the file again; the transfer may have broken off.", "请重新发送，可能传输中断。"),
)
FOLDER_EMPTY = Fault(
    "empty_folder",
    Words("The folder holds no {kind} files.", "文件夹中没有 {kind} 文件。"),
    Words(
        "Give the folder that holds one {kind} file for each table.",
        "请指定每张表各有一个 {kind} 文件的文件夹。",
    ),
)
FOLDER_MIXED = Fault(
    "mixed_folder",
    Words("The folder holds both CSV and Parquet files.", "文件夹中同时有 CSV 和 Parquet 文件。"),
    Words("Keep only one of the two kinds in it.", "请只保留其中一种。"),
)
TOO_LARGE = Fault(
    "too_large",
    Words("The file has {size} MB; {most} MB are read at most.", "文件有 {size} MB，最多读取 {most} MB。"),
    Words(
        "Delete pictures and sheets that are not needed, or split it.",
        "请删除图片和不需要的工作表，或拆分文件。",
    ),
)
TOO_MANY_ROWS = Fault(
    "too_many_rows",
    Words(
        "The sheet “{sheet}” has more than {most} rows.",
        "工作表“{sheet}”超过 {most} 行。",
    ),
    Words("Delete the rows below the table, or split the file.", "请删除表格下方的多余行，或拆分文件。"),
)
TOO_MANY_CELLS = Fault(
    "too_many_cells",
    Words(
        "The sheet “{sheet}” reaches to cell {corner}; that area has more than {most} cells.",
        "工作表“{sheet}”一直用到 {corner}，区域超过 {most} 个单元格。",
    ),
    Words(
        "Delete the stray cells far right of or far below the table.",
        "请删除表格右侧或下方很远处的零散单元格。",
    ),
)
ZIP_BOMB = Fault(
    "zip_bomb",
    Words(
        "The file unpacks to more than a workbook of its size can hold, and was not opened.",
        "文件解压后大得不合常理，未予打开。",
    ),
    Words(
        "Save it again in Excel or WPS; if it came by mail, ask the sender.",
        "请用 Excel 或 WPS 重新保存；如系外来文件，请联系发件人。",
    ),
)
XML_ENTITIES = Fault(
    "xml_entities",
    Words(
        "The file holds XML declarations (DTD) that no spreadsheet program writes, and was not opened.",
        "文件中含有正常表格软件不会写入的 XML 声明 (DTD)，未予打开。",
    ),
    Words(
        "Save it again in Excel or WPS; if it came by mail, ask the sender.",
        "请用 Excel 或 WPS 重新保存；如系外来文件，请联系发件人。",
    ),
)
PROTECTED = Fault(
    "protected",
    Words("The file is protected by a password.", "文件有密码保护。"),
    Words(
        "Open it with its password, take the protection off (File, Info) and save it.",
        "请用密码打开，在“文件—信息”中取消加密并保存。",
    ),
)
NOT_A_WORKBOOK = Fault(
    "not_a_workbook",
    Words("The file is not a workbook but {found}.", "文件不是工作簿，而是{found}。"),
    Words(
        "Use the workbook itself (.xlsx, .xls, .ods) or a CSV file.",
        "请使用工作簿文件 (.xlsx、.xls、.ods) 或 CSV 文件。",
    ),
)
WRONG_NAME = Fault(
    "wrong_name",
    Words(
        "The name ends in {ending}, but the content is {found}.", "文件名以 {ending} 结尾，内容却是{found}。"
    ),
    _SAVE_AS_XLSX,
)
DAMAGED = Fault(
    "damaged",
    Words("The workbook is damaged: {reason}.", "工作簿已损坏：{reason}。"),
    Words(
        "Open it in Excel or WPS, let it be repaired, save it as .xlsx and use that file.",
        "请用 Excel 或 WPS 打开并修复，另存为 .xlsx 后再用。",
    ),
)
UNREADABLE = Fault(
    "unreadable",
    Words("The workbook cannot be read ({reason}).", "无法读取该工作簿（{reason}）。"),
    _SAVE_AS_XLSX,
)
BAD_ENCODING = Fault(
    "bad_encoding",
    Words(
        "The text is neither UTF-8 nor GB 18030 (byte {position} fits neither).",
        "文本既不是 UTF-8 也不是 GB 18030 编码（第 {position} 字节不符）。",
    ),
    Words("Save it as “CSV UTF-8”.", "请另存为“CSV UTF-8”。"),
)
BAD_CSV = Fault(
    "bad_csv",
    Words("Line {line} of the CSV text cannot be understood.", "CSV 文本第 {line} 行无法解析。"),
    Words(
        "Look for a quotation mark without its partner near that line.", "请检查该行附近是否有不成对的引号。"
    ),
)
TWO_SHEETS_ONE_NAME = Fault(
    "two_sheets_one_name",
    Words("Two sheets have the same name “{sheet}”.", "有两个工作表同名“{sheet}”。"),
    Words("Rename one of them.", "请改名其中一个。"),
)
