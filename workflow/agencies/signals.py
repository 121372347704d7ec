"""What happens to accounts, told to whoever keeps the record.

Every signal is sent inside the transaction of the act, with `sender=User` and
`actor` (User, or None for the system or the person at the sign-in page), `account` (User) and
`changes` (dict of JSON values: field label → what it was and is, or counts and names).
"""

from django.dispatch import Signal

account_invited = Signal()
account_changed = Signal()
account_deactivated = Signal()
account_reactivated = Signal()
password_link_sent = Signal()
