"""The addresses of the registers, below those of a cohort."""

from django.urls import path

from shanhai.registers.views import needs, offers, orders, places

app_name = "registers"
urlpatterns = [
    path("orders/", orders.orders, name="orders"),
    path("orders/new", orders.order_edit, name="order_new"),
    path("orders/check", orders.order_check, name="order_check"),
    path("orders/copy", orders.orders_copy, name="orders_copy"),
    path("orders/accept", orders.orders_accept, name="orders_accept"),
    path("orders/change", orders.orders_change, name="orders_change"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("orders/<int:pk>/edit", orders.order_edit, name="order_edit"),
    path("orders/<int:pk>/copy", orders.order_copy, name="order_copy"),
    path("orders/<int:pk>/offers", orders.order_suggestions, name="order_suggestions"),
    path("orders/<int:pk>/step/<slug:step>", orders.order_step, name="order_step"),
    path("offers/", offers.offers, name="offers"),
    path("offers/new", offers.offer_edit, name="offer_new"),
    path("offers/accept", offers.offers_accept, name="offers_accept"),
    path("offers/change", offers.offers_change, name="offers_change"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/edit", offers.offer_edit, name="offer_edit"),
    path("offers/<int:pk>/copy", offers.offer_copy, name="offer_copy"),
    path("offers/<int:pk>/orders", offers.offer_suggestions, name="offer_suggestions"),
    path("offers/<int:pk>/step/<slug:step>", offers.offer_step, name="offer_step"),
    path("needs/", needs.needs, name="needs"),
    path("needs/new", needs.need_edit, name="need_new"),
    path("needs/<int:pk>/", needs.need, name="need"),
    path("needs/<int:pk>/edit", needs.need_edit, name="need_edit"),
    path("needs/<int:pk>/order", needs.need_order, name="need_order"),
    path("needs/<int:pk>/step/<slug:step_name>", needs.need_step, name="need_step"),
    path("places/", places.places, name="places"),
    path("places/<str:code>/", places.place, name="place"),
    path("places/<str:code>/edit", places.place_edit, name="place_edit"),
]
