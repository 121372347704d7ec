"""Delegation (ủy quyền), assignment (phân công) and absence of the board's people."""
