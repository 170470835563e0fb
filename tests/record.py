"""A small record of two councils for the tests of what is open, what is compared and what is listed."""

from __future__ import annotations

from tiny import CHALLENGE, TODAY

from peerchallenge.plan.site import plan
from peerchallenge.schema.site import Site

REPORT = """\
---
published: 2025-09-18
recommendations:
  - {ref: "1", text: Agree priorities., theme: Local priorities and outcomes}
  - {ref: "2", text: Review scrutiny., theme: Governance and culture}
  - {ref: "3", text: Balance the budget., theme: Financial planning and management}
  - {ref: "4", text: Train members., theme: Governance and culture}
---
Findings.
"""
PLAN = """\
---
published: 2025-11-20
responses:
  - {to: "1", decision: accepted}
  - {to: "3", decision: not-accepted, reason: No.}
  - {to: "4", decision: accepted}
actions:
  - {ref: A, action: Write a plan., for: "1", owner: Chief Executive, due: March 2026}
  - {ref: B, action: Hold a meeting., for: "1", owner: Chief Executive, due: 2026-12-15}
  - {ref: C, action: Ask residents., for: "1", owner: Chief Executive, due: 2027-01-31}
  - {ref: D, action: Open a shop., for: "1", owner: Chief Executive, due: 2027-06-30}
  - {ref: E, action: Think., due: as required}
  - {ref: F, action: Answer letters., for: "4", accountable: The Leader, kind: business-as-usual}
  - {ref: G, action: Finish., for: "1", owner: Chief Executive, due: 2026-05-31}
---
"""
UPDATE = """\
---
updates:
  - {action: A, status: in progress, due: February 2027, reason: Nobody applied.}
  - {action: G, status: complete, words: It is done., done: 2026-05-30}
  - {action: D, status: complete, words: The shop is open.}
---
"""
REVIEW = """\
---
published: 2026-10-01
updates:
  - {action: D, status: in progress, words: We found it shut.}
---
"""
EVENT = "challenges/wexcombe-2025/"
TEXTS = {
    f"{EVENT}challenge.md": CHALLENGE,
    f"{EVENT}report.md": REPORT,
    f"{EVENT}response.md": PLAN,
    f"{EVENT}update.2026-06.md": UPDATE,
    f"{EVENT}progress-review.md": REVIEW,
}


def planned(joined, texts=TEXTS, **more):
    """Plan a tiny site in which nothing is wrong."""
    result = joined(texts, **more)
    assert not [problem for problem in result.problems if problem.is_error]
    site = Site(title="Test site", base_url="https://peers.example/results/")
    return plan(result.library, site, search=True, today=more.get("today", TODAY))


def pages(joined, texts=TEXTS, **more):
    """Give the pages of a tiny site by their addresses."""
    return {page.url: page for page in planned(joined, texts, **more).pages}


def refs(entries):
    """Give the numbers of recommendations or actions."""
    return [entry.ref for entry in entries]
