"""The public address of the calendars: no account, a secret in the address."""

from django.urls import path

from .feed import FILE_NAME, feed

urlpatterns = [path(f"<str:token>/{FILE_NAME}.ics", feed, name="duty_feed")]
