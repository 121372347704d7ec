"""Addresses of the desk, under /admin/ban-lam-viec/."""

from django.urls import include, path

from . import asking_views, board_views, emergency_views, recurring, views
from .sheet import views as sheets

app_name = "desk"
urlpatterns = [
    path("", board_views.index, name="index"),
    path("duyet-nhieu/", board_views.approve_chosen, name="approve_chosen"),
    path("thong-bao/", views.notices, name="notices"),
    path("tu-lan-truoc/<int:section_id>/", recurring.choose, name="recurring"),
    path("yeu-cau/", include("workflow.desk.requests.urls")),
    path("<int:page_id>/", views.item, name="item"),
    path("<int:page_id>/xem-truoc/", views.preview, name="preview"),
    path("<int:page_id>/van-ban/", views.text, name="text"),
    path("<int:page_id>/phieu/", sheets.item_sheet, name="sheet"),
    path("<int:page_id>/phieu.pdf", sheets.item_sheet_pdf, name="sheet_pdf"),
    path("<int:page_id>/gui-duyet/", views.submit, name="submit"),
    path("<int:page_id>/bo-hen/", views.unschedule, name="unschedule"),
    path("<int:page_id>/rut-lai/", views.withdraw, name="withdraw"),
    path("<int:page_id>/khan-cap/", emergency_views.publish, name="emergency_publish"),
    path("<int:page_id>/khan-cap/ket-qua/", emergency_views.settle, name="emergency_settle"),
    path("<int:page_id>/xac-minh/<int:task_state_id>/", asking_views.ask, name="ask"),
    path("<int:page_id>/tra-loi/", asking_views.answer, name="answer"),
    path("<int:page_id>/giao/<int:task_state_id>/", asking_views.assign, name="assign"),
    path("<int:page_id>/xu-ly/<int:task_state_id>/", views.take, name="take"),
]
