"""The colour of a council can be read by day and at night, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge.render.contrast import DARK_PAGE, READABLE, colour_faults, for_dark, on, ratio

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#f00", "#fff", 4.0),
    ],
)
def test_known_contrasts(one, other, expected):
    """The figures are those of the guidelines' own formula, whichever of the two comes first."""
    assert ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert ratio(other, one) == ratio(one, other)


def test_a_colour_that_is_too_pale_is_named_with_its_contrast():
    """A yellow cannot be read on white; the shipped green can, and so can the greyest grey that reaches 4.5."""
    assert [(what, round(found, 2)) for what, found in colour_faults("#ffcc00")] == [("on a white page", 1.51)]
    assert colour_faults("#777777") != ()
    assert colour_faults("#767676") == ()
    assert colour_faults("#0b5d4a") == ()


@given(COLOURS)
def test_every_colour_has_a_tint_for_the_dark_page(colour):
    """Dark mode works for any brand colour, and a colour that can be read there stays as it is."""
    tint = for_dark(colour)
    assert ratio(tint, DARK_PAGE) >= READABLE
    assert (tint == colour) == (ratio(colour, DARK_PAGE) >= READABLE)


@given(COLOURS)
def test_text_on_every_colour_can_be_read(colour):
    """White or black always reaches 4.5 to 1 on the colour itself."""
    assert ratio(on(colour), colour) >= READABLE


def test_text_on_a_colour():
    """Dark colours carry white words, pale ones black."""
    assert (on("#0b5d4a"), on("#ffcc00")) == ("#fff", "#000")
