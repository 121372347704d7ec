"""Addresses of change requests, under /admin/ban-lam-viec/yeu-cau/, in the desk's namespace."""

from django.urls import path

from . import asking, views

urlpatterns = [
    path("", views.index, name="requests"),
    path("chuyen-huong/", views.redirects, name="redirects"),
    path("moi/<slug:word>/<int:target_id>/", asking.kinds, name="request_kinds"),
    path("moi/<slug:word>/<int:target_id>/<slug:code>/", asking.new, name="request_new"),
    path("<int:request_id>/", views.detail, name="request"),
    path("<int:request_id>/phieu/", views.sheet, name="request_sheet"),
    path("<int:request_id>/phieu.pdf", views.sheet_pdf, name="request_sheet_pdf"),
    path("<int:request_id>/rut-lai/", views.withdraw, name="request_withdraw"),
    path("<int:request_id>/xu-ly/<int:task_state_id>/", views.take, name="request_take"),
]
