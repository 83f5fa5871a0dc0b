"""A text in the three languages that every reader of Shanhai may choose from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import opencc

Language = Literal["en", "zh-hans", "zh-hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-hans", "zh-hant")


@lru_cache(maxsize=4)
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


@lru_cache(maxsize=65_536)
def simplified(text: str) -> str:
    """Turn traditional characters into simplified ones; leave everything else alone."""
    return text if text.isascii() else str(_converter("t2s").convert(text))


# Where the general dictionary takes an office's word for a programmer's one, and the quotes.
_OFFICE_TERMS = {
    "優先順序": "優先級", "程式碼": "代碼", "物件": "對象", "迴圈": "循環", "引數": "參數", "專案": "項目",
    "型別": "類型", "批次程序": "批次進程", "賬號": "帳號", "稽核": "審核", "單元格": "儲存格",
    "工作簿": "活頁簿", "審議程式": "審議程序", "此程式審議": "此程序審議", "許可權": "權限",
    "全域性": "全局", "釋出": "發布", "儲存年限": "保存年限", "儲存義務": "保存義務", "儲存期": "保存期",
    "須儲存": "須保存", "依法儲存": "依法保存", "名單隻": "名單只", "所籤": "所簽", "連字元": "連字號",
    "監聽埠": "監聽連接埠", "的埠": "的連接埠", "“": "「", "”": "」", "‘": "『", "’": "』",
}  # fmt: skip


@lru_cache(maxsize=4_096)
def traditional(text: str) -> str:
    """Turn simplified characters, terms and quotes into the traditional ones."""
    if text.isascii():
        return text
    # The general dictionary gives a view and to look the same word; a page has both side by side.
    turned = "視圖".join(str(_converter("s2twp").convert(part)) for part in text.split("视图"))
    for general, term in _OFFICE_TERMS.items():
        turned = turned.replace(general, term)
    return turned


@dataclass(frozen=True, slots=True)
class Words:
    """One text in English and simplified Chinese; the traditional form is derived unless it is given.

    Texts may hold named fields as in `str.format`; fields may themselves be `Words`.
    """

    en: str
    hans: str
    hant: str = ""

    def say(self, language: Language, /, **fields: object) -> str:
        """Return the text in one language with its fields filled in."""
        text = self.text(language)
        if not fields:
            return text
        return text.format(**{name: in_language(value, language) for name, value in fields.items()})

    def text(self, language: Language) -> str:
        """Return the text in one language with its fields still open."""
        if language == "en":
            return self.en
        if language == "zh-hans":
            return self.hans
        return self.hant or traditional(self.hans)

    def all(self) -> tuple[str, ...]:
        """Return the text in every language."""
        return tuple(self.text(language) for language in LANGUAGES)


def in_language(value: object, language: Language) -> object:
    """Return `Words` as text, a tuple or list as a listing, and any other value unchanged."""
    if isinstance(value, Words):
        return value.text(language)
    if isinstance(value, tuple | list):
        separator = ", " if language == "en" else "、"
        return separator.join(str(in_language(part, language)) for part in value)
    return value
