"""Addresses of the desk, under /admin/ban-lam-viec/."""

from django.urls import path

from . import views
from .sheet import views as sheets

app_name = "desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("thong-bao/", views.notices, name="notices"),
    path("<int:page_id>/", views.item, name="item"),
    path("<int:page_id>/xem-truoc/", views.preview, name="preview"),
    path("<int:page_id>/van-ban/", views.text, name="text"),
    path("<int:page_id>/phieu/", sheets.item_sheet, name="sheet"),
    path("<int:page_id>/phieu.pdf", sheets.item_sheet_pdf, name="sheet_pdf"),
    path("<int:page_id>/gui-duyet/", views.submit, name="submit"),
    path("<int:page_id>/rut-lai/", views.withdraw, name="withdraw"),
    path("<int:page_id>/xu-ly/<int:task_state_id>/", views.take, name="take"),
]
