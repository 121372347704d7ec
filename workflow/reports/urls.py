"""Addresses of periodic reports, under /admin/bao-cao-dinh-ky/."""

from django.urls import path

from . import file_views, rows_views, views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("lap/", views.draw_up, name="draw_up"),
    path("<int:report_id>/", views.detail, name="report"),
    path("<int:report_id>/tinh-lai/", views.recount, name="recount"),
    path("<int:report_id>/nhan-xet/", views.remark, name="remark"),
    path("<int:report_id>/gui-duyet/", views.submit, name="submit"),
    path("<int:report_id>/so-lieu/", rows_views.rows, name="rows"),
    path("<int:report_id>/bao-cao.<str:kind>", file_views.file, name="file"),
]
