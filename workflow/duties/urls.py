"""Addresses of the duties, under /admin/thoi-han/."""

from django.urls import path

from .desk import asking_views, list_views, views

app_name = "duties"
urlpatterns = [
    path("dang-chay/", list_views.index, name="list"),
    path("ra-soat/<int:page_id>/", asking_views.review, name="ask_review"),
    path("<int:pk>/", views.duty, name="duty"),
    path("<int:pk>/giai-trinh/", views.explain, name="explain"),
    path("<int:pk>/giai-trinh/<int:explanation_id>/", views.decide, name="decide"),
    path("<int:pk>/tam-dung/", views.stop, name="stop"),
    path("<int:pk>/tinh-tiep/", views.go_on, name="go_on"),
    path("<int:pk>/da-thuc-hien/", views.fulfil, name="fulfil"),
    path("<int:pk>/huy-ghi-nhan/", views.take_back, name="take_back"),
]
