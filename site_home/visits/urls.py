"""Addresses of the counting, under /luot-doc/."""

from django.urls import path

from .views import live_numbers, take_view

app_name = "visits"
urlpatterns = [
    path("", take_view, name="take"),
    path("so-lieu.json", live_numbers, name="live"),
]
