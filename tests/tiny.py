"""The smallest settings, councils and challenges that a test can begin from."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 11, 22)

SITE = "title: Test site\nbase_url: https://peers.example/\n"
COUNCILS = """\
- {id: wexcombe, name: Wexcombe Borough Council, short_name: Wexcombe, type: district council, nation: England}
- {id: ashmere, name: Ashmere District Council, short_name: Ashmere, type: district council, nation: England}
- {id: thornacre, name: Thornacre District Council, short_name: Thornacre, nation: England}
"""
CHALLENGE = (
    "---\ncouncils: [wexcombe]\ntype: corporate\nonsite: {start: 2025-06-24, end: 2025-06-27}\n---\nA summary.\n"
)
JOINT = "---\ncouncils: [ashmere, thornacre]\ntype: corporate\n---\nA summary.\n"
