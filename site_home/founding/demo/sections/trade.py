"""What an agency's demonstration is about: the field of its work."""

JUSTICE, OFFICE, ENVIRONMENT = "justice", "office", "environment"
_TRADES = {"DL": OFFICE, "KT": ENVIRONMENT}


def trade_of(agency) -> str:
    """The field of `agency`; justice, as most of them, where nothing else is said."""
    return _TRADES.get(agency.code, JUSTICE)
