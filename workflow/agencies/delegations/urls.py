"""Addresses of the screens, under /admin/uy-quyen/."""

from django.urls import path

from . import absence_views, views

app_name = "delegations"

urlpatterns = [
    path("", views.index, name="index"),
    path("uy-quyen-moi/", views.new_delegation, name="new_delegation"),
    path("phan-cong-moi/", views.new_assignment, name="new_assignment"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/thu-hoi/", views.revoke, name="revoke"),
    path("<int:pk>/rut-ngan/", views.shorten, name="shorten"),
    path("vang-mat/", absence_views.absences, name="absences"),
    path("vang-mat/<int:pk>/ket-thuc/", absence_views.end, name="absence_end"),
]
