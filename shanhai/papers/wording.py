"""The few words that papers say of themselves."""

from shanhai.sheets import Words

#: The page's number and how many there are stand where the marks are.
PAGE_OF = Words("Page # of #", "第 # 页，共 # 页")
