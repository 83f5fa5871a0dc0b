"""How a fault of a problem is told; what is wrong and how to mend it stands in `workbook.engine_words`."""

from __future__ import annotations

from shanhai.sheets.words import Words

WHERE = Words("{table} {id}, field {column}", "{table}“{id}”，字段 {column}")
WHERE_ROW = Words("{table} in row {row}, field {column}", "{table}第 {row} 行，字段 {column}")
LINE = Words("{where}: {what} {mend}", "{where}：{what}{mend}")
