"""Addresses of the record, under /admin/nhat-ky/."""

from django.urls import path

from .review.views import PeriodView, ReviewView
from .views import EntryView, ExportView, RecordListView, StoryView

app_name = "audit"
urlpatterns = [
    path("", RecordListView.as_view(), name="list"),
    path("xuat/", ExportView.as_view(), name="export"),
    path("<int:pk>/", EntryView.as_view(), name="entry"),
    path("tin/<int:page_id>/", StoryView.as_view(), name="story"),
    path("ra-soat/", ReviewView.as_view(), name="review"),
    path(
        "ra-soat/<str:agency_code>/<str:period_code>/", PeriodView.as_view(), name="review_period"
    ),
]
