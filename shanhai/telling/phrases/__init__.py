"""Every sentence that Shanhai says about a plan, in English and 简体; 繁體 is derived and checked by eye.

One module for each subject. A phrase is a `Words` with named fields; `{seats:seat|seats}` picks the English
form by number (see `telling.numbers.Count`), while Chinese writes `{seats}`.
"""
