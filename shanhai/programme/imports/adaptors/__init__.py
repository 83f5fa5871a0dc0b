"""The hub's own tables: the roster, organisations, places and code lists."""

from shanhai.programme.imports.adaptor import ADAPTORS
from shanhai.programme.imports.adaptors.codes import LISTS, Codes
from shanhai.programme.imports.adaptors.organisations import Organisations
from shanhai.programme.imports.adaptors.places import Places
from shanhai.programme.imports.adaptors.roster import Roster

ADAPTORS.update({adaptor.key: adaptor for adaptor in (Roster, Organisations, Places, *LISTS)})

__all__ = ["LISTS", "Codes", "Organisations", "Places", "Roster"]
