"""The words of `docs/content.md` that stand in no model: how files are written, and what each set word means."""
# ruff: noqa: E501 - a row of a table is one line

from __future__ import annotations

from collections.abc import Mapping

from peerchallenge.schema.answers import Decision
from peerchallenge.schema.site import Rating, State

BEFORE = """\
# What to write

Every file that you can write in `content/`, with every key that it may have. Made by
`python -m peerchallenge.schema.guide` from the program itself. The [README](../README.md) has an example of each of
the usual ones.

## How a file is written

A document begins with its **details**, between two lines of three hyphens. Its **text** stands below them, in
[Markdown](https://commonmark.org/help/): a blank line between paragraphs, `##` before a heading, `-` before each
point of a list. `site.yml` and `councils.yml` hold details only, without the hyphens.

Each detail is a **key**, a colon, a space and what you write. Only the keys listed here are known: any other stops the
build, which says what you may have meant. Keys marked “required” must be there. The others may be left out.

| what to write | how |
| --- | --- |
| text on one line | `title: Feedback report`. Put it in quotation marks if it has a colon and a space in it, or begins with a sign such as `*` or `#`: `title: "Finance: next steps"` |
| Markdown | One line, or several set in below the key: write `words: >`, and the text on the lines below, four spaces further in |
| a date | `2026-03-31`, `March 2026`, `Autumn 2026`, `Q3 2025/26`, `2026`, and “by” or “end of” before any of them. It is shown as you wrote it. Where words are allowed too: `ongoing`, `as required` |
| an id | Small letters, figures and hyphens: `wexcombe`. Ids are used in addresses, so do not change one |
| a web address | It begins with `https://` or `http://` |
| one or many | One value, `for: "1"`, or a list, `for: ["1", "4"]`. A list may also be written with a hyphen before each value, on a line of its own |
| a group | Keys of its own, set in below the key; in a list, with a hyphen before the first. What they are is told under [Groups of keys](#groups-of-keys) |

### How to name the files of a challenge

The first word says what the document is: `response.md`. More can follow, with a dot before each part:

- the id of a council, where the councils of a joint challenge have a document each: `response.ashmere.md`
- a date or another word, where there are several of a kind: `update.2026-01.md`, `action-plan.2025.md`
- last, `cy`, for the Welsh version of a document: `report.cy.md`. It holds the words only. Numbers, dates and decisions
  come from the English file beside it, and a document may also be in Welsh alone.

### How to point at a recommendation or an action

By its number as printed: `"1"`, `"3(a)"`, `R7`. This is called its handle. Quotation marks do no harm. Where a letter
prints no numbers, count: the first recommendation is `1`. An action without a number is called by the first
recommendation that it is for and its place among those: `4.1`. `to: all` in a response answers every recommendation.

### Where the recommendations stand in a letter

A line `[[recommendations]]` in the text puts them there. `[[recommendations: key]]` puts only those of that series or
theme. Without such a line they follow the text.

### Words for progress

`status` in an update is your own word, and it is shown as you wrote it. `status_words` in `site.yml` says once what it
means: one of the states below and, if the word says so, a rating. In `councils.yml` the same key does it for one
council alone. The states themselves need no explanation: `status: complete` is understood.

### Dates and lateness

Lateness is never written: it is counted, on every build, from the dates in the files. What is due is late only when the
whole of the period named lies after the day. Four dates are kept apart: due by the rule, first promised (`due` in the
plan), moved (`due` and `reason` in an update), done (`done`, else the date of the update that first says so). A date
that moved is told with its reason; without one there is a warning, and the page says that no reason was given.

The rule is chosen by the type of challenge, the nation of its councils and its last day on site. `rules` in challenge.md
names another, `deadlines` there puts one date in the place of the rule's, and `rules` in site.yml changes a rule for the
whole site.

| `rules` | for | what it expects |
| --- | --- | --- |
| `lga-2024` | corporate, finance and governance, England, ended from 1 April 2024 | report by 3 months, plan by 5, progress review about 10, its report by 12 |
| `lga-2023` | the same, ended from 1 April 2023 to 31 March 2024 | progress review about 10 months |
| `pas` | planning, England | plan on the day of the report, a look back after 6 to 12 months |
| `wales-2021` | panel-performance-assessment, Wales | report six and response four months before the next ordinary election |
| `none` | where it is named | nothing |

### Themes

`theme` on a recommendation is the heading it stands under, as printed, or the id of a theme in the challenge's set.
`themes` in challenge.md names the set, or the themes as printed; without it a corporate peer challenge has the set of its
year: `corporate-2012`, `corporate-2014`, `corporate-2017` or `corporate-2021`. Themes of different sets that cover the
same ground are compared with each other, and the pages say that they are not the same.
"""

ANSWERS: Mapping[Decision, str] = {
    Decision.ACCEPTED: "The council means to do what is recommended.",
    Decision.PARTLY_ACCEPTED: "It will do some of it, or will do it differently. Say why in `reason`.",
    Decision.NOT_ACCEPTED: "It does not intend to do it. Say why in `reason`.",
    Decision.NOT_NOW: "It agrees, or may agree, and has put the matter off.",
    Decision.NOTED: "It has read it and says nothing further.",
    Decision.UNDER_CONSIDERATION: "It has not decided.",
}
"""When a council writes each decision."""

STATES: Mapping[State, str] = {
    State.NOT_STARTED: "Nothing has been done yet.",
    State.IN_PROGRESS: "Work has begun.",
    State.COMPLETE: "It is done. Say what shows it, in `evidence` or `words`.",
    State.BUSINESS_AS_USUAL: "It has become part of what the council ordinarily does.",
    State.PAUSED: "It has stopped for the time being.",
    State.SUPERSEDED: "Something else has taken its place.",
    State.DROPPED: "It will not be done.",
    State.NOT_KNOWN: "Nobody can say.",
}
"""When an action or a recommendation is in each state."""

RATINGS: Mapping[Rating, str] = {
    Rating.ON_TRACK: "It is expected to be done as planned.",
    Rating.SOME_CONCERN: "It may not be.",
    Rating.OFF_TRACK: "It will not be, unless something changes.",
}
"""When a word for progress carries each rating."""
