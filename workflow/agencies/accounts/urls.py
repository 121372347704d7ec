"""Addresses of the accounts screens, under the editing interface."""

from django.urls import path

from .listing import AccountListView
from .views import DeactivateView, EditView, InviteView, LinkView, ReactivateView

app_name = "accounts"

urlpatterns = [
    path("", AccountListView.as_view(), name="list"),
    path("ket-qua/", AccountListView.as_view(results_only=True), name="list_results"),
    path("moi/", InviteView.as_view(), name="invite"),
    path("<int:pk>/", EditView.as_view(), name="edit"),
    path("<int:pk>/ngung/", DeactivateView.as_view(), name="deactivate"),
    path("<int:pk>/kich-hoat/", ReactivateView.as_view(), name="reactivate"),
    path("<int:pk>/lien-ket/", LinkView.as_view(), name="send_link"),
]
