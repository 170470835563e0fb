"""How well a colour can be read, by the formula of the Web Content Accessibility Guidelines; it reads no settings."""

from __future__ import annotations

READABLE = 4.5
"""The contrast that ordinary text needs."""
LIGHT_PAGE = "#ffffff"
"""The background of the site by day."""
DARK_PAGE = "#14181c"
"""The background of the site in dark mode."""

_STEPS = 100


def ratio(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colour_faults(colour: str) -> tuple[tuple[str, float], ...]:
    """List the places where text in this colour cannot be read, each with the contrast found there."""
    found = ratio(colour, LIGHT_PAGE)
    return () if found >= READABLE else (("on a white page", found),)


def for_dark(colour: str) -> str:
    """Give the nearest lighter tint of the colour that can be read on the dark page."""
    tints = (_lightened(colour, step / _STEPS) for step in range(_STEPS + 1))
    return next(tint for tint in tints if ratio(tint, DARK_PAGE) >= READABLE)


def on(colour: str) -> str:
    """Choose white or black for text that stands on this colour, whichever is read better."""
    return "#fff" if ratio(colour, "#ffffff") >= ratio(colour, "#000000") else "#000"


def _lightened(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in _parts(colour))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    full = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return int(full[0:2], 16), int(full[2:4], 16), int(full[4:6], 16)
