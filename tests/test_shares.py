"""What belongs to no one challenge is divided into parts, each with pages that begin with the same challenges."""

from __future__ import annotations

import pytest
from record import TEXTS, planned

from peerchallenge.pages import ActionsPage
from peerchallenge.plan.shares import of_pages, of_sheets

OTHER = {name.replace("wexcombe-2025", "ashmere-2024"): text for name, text in TEXTS.items()}
OTHER["challenges/ashmere-2024/challenge.md"] = (
    "---\ncouncils: [ashmere]\ntype: corporate\nonsite: 2024-09-10\n---\nA summary.\n"
)


@pytest.mark.parametrize("count", [1, 2, 7, 1000])
def test_every_page_and_sheet_is_in_one_part(joined, count):
    """Nothing is lost and nothing made twice, however many parts there are."""
    whole = planned(joined)
    pages, sheets = list(of_pages(whole.pages, (), count)), list(of_sheets(whole.sheets, count))
    assert len(pages) == len(sheets) == count
    assert sorted(page.url for part in pages for page in part.pages) == sorted(page.url for page in whole.pages)
    assert [sheet for part in sheets for sheet in part.sheets] == list(whole.sheets)


def test_pages_that_begin_with_one_challenge_stand_together(joined):
    """So the rows of few challenges are needed at a time."""
    texts = {**TEXTS, **OTHER}
    challenges = joined(texts).library.challenges
    (part,) = of_pages(planned(joined, texts).pages, challenges, 1)
    lists = [own for own in part.pages if isinstance(own, ActionsPage) and own.actions]
    begins = [own.actions[0].challenge.url for own in lists]
    assert begins == sorted(begins, key=[challenge.url for challenge in challenges].index)
    assert len(set(begins)) == 2
