"""Lists: declared once, then searched, filtered, sorted, paged, exported and edited in bulk.

A room declares a `Listing` and asks it for what one request wants to see:

>>> listed = ORDERS.of(request, Order.objects.visible_to(request.user).select_related("host"))
>>> if listed.is_export:
...     return listed.workbook()
>>> return render(request, "registers/orders.html", {"list": listed})

with `{% include "pages/list.html" %}` in the template.
"""

from shanhai.pages.lists.declared import Bulk, Filter, Listing, Ordering, Shown
from shanhai.pages.lists.listed import Listed

__all__ = ["Bulk", "Filter", "Listed", "Listing", "Ordering", "Shown"]
