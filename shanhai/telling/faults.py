"""Everything that is wrong with a problem, as sentences: place, fault and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.phrases import faults as phrases
from shanhai.telling.phrases import terms
from shanhai.workbook.engine_words import FAULTS, wanted

if TYPE_CHECKING:
    from shanhai.matching.tables import Fault
    from shanhai.telling.voice import Voice


def fault_sentence(fault: Fault, voice: Voice) -> str:
    """Where, what is wrong, and how to mend it."""
    table = terms.TABLES[fault.table]
    if fault.id:
        where = voice.say(phrases.WHERE, table=table, id=fault.id, column=fault.column)
    else:
        where = voice.say(phrases.WHERE_ROW, table=table, row=fault.row + 1, column=fault.column)
    told = FAULTS[fault.code]
    fields = {"given": fault.given, "wanted": wanted(fault.wanted)}
    what, mend = (voice.say(each, **fields) for each in (told.what, told.remedy))
    return voice.say(phrases.LINE, where=where, what=what, mend=mend)
