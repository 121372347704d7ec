"""Answers when something goes wrong, in the reader's language."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """The form was open too long or came from elsewhere."""
    return render(request, "403.html", {"reason": "Phiên làm việc đã hết hạn."}, status=403)
