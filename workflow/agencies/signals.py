"""What happens to accounts and delegations, told to whoever keeps the record.

Every signal about accounts is sent inside the transaction of the act, with `sender=User` and
`actor` (User, or None for the system or the person at the sign-in page), `account` (User) and
`changes` (dict of JSON values: field label → what it was and is, or counts and names).
"""

from django.dispatch import Signal

account_invited = Signal()
account_changed = Signal()
account_deactivated = Signal()
account_reactivated = Signal()
password_link_sent = Signal()

# Delegations and assignments: `sender=Delegation`, `delegation`, `actor` (User). Inside the
# transaction, after the row was written; `delegation_shortened` also has `before`, the end as it
# was (datetime, or None for a standing assignment).
delegation_given = Signal()
delegation_revoked = Signal()
delegation_shortened = Signal()

# Absences: `sender=Absence`, `absence`, `actor` (User).
absence_reported = Signal()
absence_ended = Signal()
