"""Addresses of the screens about duties, below the editing interface."""

from django.urls import path

from .calendar_views import CalendarView, OwnCalendarView
from .views import HistoryView, ListFileView, ListView, UnitsView, UnitView, WallView

app_name = "duty_overview"
urlpatterns = [
    path("dieu-khoan/", WallView.as_view(), name="wall"),
    path("thoi-han/", ListView.as_view(), name="list"),
    path("thoi-han/tai-ve/<str:kind>/", ListFileView.as_view(), name="file"),
    path("thoi-han/don-vi/", UnitsView.as_view(), name="units"),
    path("thoi-han/don-vi/<slug:code>/", UnitView.as_view(), name="unit"),
    path("thoi-han/dien-bien/", HistoryView.as_view(), name="history"),
    path("thoi-han/lich/", CalendarView.as_view(), name="calendar"),
    path("thoi-han/lich-cua-toi/", OwnCalendarView.as_view(), name="own_calendar"),
]
