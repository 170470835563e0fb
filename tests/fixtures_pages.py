"""One page of every kind, made by hand, for the tests of templates and styles; the people and places are invented."""
# ruff: noqa: E501 - what people say is kept on one line

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from peerchallenge import pages
from peerchallenge.records import (
    Action,
    Answer,
    Body,
    Challenge,
    Council,
    Deadline,
    Document,
    File,
    Heading,
    Link,
    Meeting,
    Move,
    Origin,
    Part,
    Quote,
    Recommendation,
    Response,
    Slippage,
    Status,
    StatusWord,
    TextPage,
    Theme,
    Timetable,
    Timing,
    Total,
    Update,
    Withheld,
)
from peerchallenge.records.action import latest
from peerchallenge.render.site_view import SiteView, licence_link
from peerchallenge.schema.challenge import Peer
from peerchallenge.schema.dates import read
from peerchallenge.schema.site import Rating, State
from peerchallenge.timetable.judge import action as judged
from peerchallenge.timetable.judge import judge

TODAY = date(2026, 11, 22)
WEXCOMBE = Link(title="Wexcombe", url="/councils/wexcombe/")
PENHOLT = Link(title="Penholt", url="/councils/penholt/")
CHALLENGE = Link(title="Wexcombe corporate peer challenge, June 2025", url="/challenges/wexcombe-2025/")
REPORT = Link(title="Feedback report", url="/challenges/wexcombe-2025/report/")
RESPONSE = Link(title="Council response", url="/challenges/wexcombe-2025/response/")
PLAN = Link(title="Action plan", url="/challenges/wexcombe-2025/action-plan/")
SPRING = Link(title="Progress update, May 2026", url="/challenges/wexcombe-2025/update-2026-05/")
REVIEW = Link(title="Progress review", url="/challenges/wexcombe-2025/progress-review/")
MONEY = Theme(id="finance", name="Financial planning and management", url="/themes/finance/")
PLACE = Theme(id="priorities", name="Local priorities and outcomes", url="/themes/priorities/")
ABOUT = (
    Link(title="About this site", url="/about/"),
    Link(title="Accessibility", url="/accessibility/"),
    Link(title="Privacy", url="/privacy/"),
)
SITE = SiteView(
    title="Peer challenge results",
    publisher="The Marlshire councils",
    base_url="https://peers.marlshire.example/results/",
    base_path="/results/",
    licence=licence_link("OGL-UK-3.0"),
    email="peers@marlshire.example",
    correction="https://www.marlshire.example/contact/correction",
    footer=Markup(
        "<p>Published by the Marlshire councils. Every council, person and place on this site is invented.</p>"
    ),
    about=ABOUT,
    languages=("en", "cy"),
    as_of="22 November 2026",
    as_of_day="2026-11-22",
)


def p(*paragraphs: str) -> Markup:
    """Give paragraphs as converted text has them."""
    return Markup("\n").join(Markup("<p>{}</p>").format(text) for text in paragraphs)


def body(markdown: str) -> Body:
    """Convert headings and paragraphs, which is all that these pages need."""
    headings, pieces = [], []
    for number, block in enumerate(re.split(r"\n{2,}", markdown.strip())):
        text = " ".join(block.split())
        if mark := re.match(r"(#+) (.*)", text):
            anchor = f"heading-{number}"
            headings.append(Heading(level=len(mark[1]), title=mark[2], anchor=anchor))
            pieces.append(Markup('<h{0} id="{1}">{2}</h{0}>').format(len(mark[1]), anchor, mark[2]))
        else:
            pieces.append(p(text))
    return Body(pieces=(Markup("\n").join(pieces),), headings=tuple(headings), words=len(markdown.split()))


def update(date: str, word: str, state: State, words: str, *, rating: Rating | None = None, **more: object) -> Update:
    """Give an update of the council."""
    plain = Update(
        date=read(date),
        said_by="The council",
        council=WEXCOMBE,
        status=Status(word=word, state=state, rating=rating),
        words=p(words),
        evidence=Markup(),
        due=None,
        reason=Markup(),
        done=None,
        document=SPRING,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def slippage(due: str, *updates: Update) -> Slippage:
    """Give the dates that an action's updates tell of, judged as at the day of these pages."""
    first = now = read(due)
    moves = []
    for said in updates:
        if said.due:
            moves.append(Move(before=now, after=said.due, said=said.date, reason=said.reason, document=said.document))
            now = said.due
    last = latest(updates)
    state = last.status.state if last and last.status else None
    done = (last.done or last.date) if last and state is State.COMPLETE else None
    return Slippage(
        promised=first,
        moves=tuple(moves),
        done=done,
        timing=judged(first, done, state, TODAY),
        by_revised=judged(now, done, state, TODAY) if moves else None,
    )


def action(ref: str, text: str, due: str, *updates: Update, owner: str = "Director of Housing") -> Action:
    """Give an action of Wexcombe."""
    return Action(
        handle=ref,
        ref=ref,
        anchor=f"action-{ref.replace('.', '-')}",
        text=p(text),
        owners=(owner,),
        accountable=("Cabinet Member for Housing",),
        due=read(due),
        measure=p("Households in nightly paid rooms: under 60"),
        everyday=False,
        council=WEXCOMBE,
        document=PLAN,
        serves=(Link(title="Recommendation 5", url="/challenges/wexcombe-2025/recommendations/5/"),),
        superseded=None,
        updates=updates,
        challenge=CHALLENGE,
        year=2025,
        hosts=(WEXCOMBE,),
        dates=slippage(due, *updates),
    )


def response(decision: str, words: str, *, reason: str = "", part: str = "", council: Link = WEXCOMBE) -> Response:
    """Give a council's answer."""
    return Response(
        council=council,
        decision=decision,
        words=p(words),
        reason=p(reason) if reason else Markup(),
        part=part,
        document=RESPONSE,
    )


def recommendation(ref: str, title: str, text: str, **more: object) -> Recommendation:
    """Give a recommendation to Wexcombe without an answer."""
    plain = Recommendation(
        path="content/challenges/wexcombe-2025/report.md",
        handle=ref,
        ref=ref,
        name=f"Recommendation {ref}",
        title=title,
        short=title,
        text=p(text),
        printed=True,
        series="key",
        themes=(PLACE,),
        parts=(),
        also=(),
        follows=None,
        followed_by=(),
        url=f"/challenges/wexcombe-2025/recommendations/{ref.lower()}/",
        anchor=f"rec-{ref.lower()}",
        position=int(re.sub(r"\D", "", ref)),
        challenge=CHALLENGE,
        challenge_type="corporate",
        councils=(WEXCOMBE,),
        year=2025,
        document=REPORT,
        responses=(),
        answers=(Answer(council=WEXCOMBE, state="none"),),
        answer="none",
        actions=(),
        updates=(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


ANSWERED = (Answer(council=WEXCOMBE, state="answered"),)
PREVENTION = action(
    "5.1",
    "Place two homelessness prevention officers where people already go for help: Citizens Advice in Wexcombe and the library in Penholt.",
    "2026-01-31",
    update(
        "2026-01-22",
        "At risk",
        State.IN_PROGRESS,
        "One officer is in post. The second post had to be advertised again.",
        rating=Rating.SOME_CONCERN,
        due=read("March 2026"),
        reason=p("Nobody suitable applied in November; the grade has been looked at again."),
    ),
    update(
        "2026-05-14",
        "Delivered",
        State.COMPLETE,
        "Both officers are in post; the Penholt officer began on 9 March, five weeks late. Sixty-eight households have kept their homes or moved in good time since December.",
        done=read("2026-03-09"),
        evidence=Markup(
            '<p><a href="https://www.wexcombe.example/housing/prevention-figures">Prevention figures</a></p>'
        ),
    ),
)
LEASING = action(
    "5.2",
    "Bring to Cabinet a business case for leasing forty homes to use in place of nightly paid rooms.",
    "March 2026",
    update(
        "2026-05-14",
        "On track",
        State.IN_PROGRESS,
        "Cabinet agreed the business case on 19 March. The first nine leases are signed.",
        rating=Rating.ON_TRACK,
    ),
)
BOARD = action(
    "5.3",
    "Report to Cabinet every quarter on how many households keep their homes.",
    "2026-02-28",
    update("2026-02-10", "On track", State.IN_PROGRESS, "The first report is drafted.", due=read("2026-12-15")),
    update("2026-05-14", "Delivered", State.COMPLETE, "Cabinet had its first report in March."),
    update(
        "2026-06-01",
        "In progress",
        State.IN_PROGRESS,
        "We could find one report, in March, and none since.",
        said_by="The peer team",
        document=REVIEW,
    ),
)
RECS = (
    recommendation(
        "1",
        "Decide what matters most",
        "Reduce the 61 actions in the Council Plan to a short list that the council can resource until reorganisation, and say openly which actions will stop or wait.",
        responses=(
            response(
                "accepted",
                "We agree. Sixty-one actions was our way of not choosing. Cabinet will put a list of no more than ten to Council in February 2026, beside a second list of what stops and what waits.",
            ),
        ),
        answers=ANSWERED,
        answer="answered",
        actions=(
            action(
                "1.1",
                "Take to Council a Council Plan with no more than ten priorities, and with it a list of what stops and what waits.",
                "2026-02-26",
                update("2026-05-14", "Delivered", State.COMPLETE, "Council adopted nine priorities."),
                owner="Chief Executive",
            ),
        ),
    ),
    recommendation(
        "5",
        "Treat temporary accommodation as a matter for the whole council",
        "Adopt one plan, owned by the whole leadership team, to prevent homelessness and to reduce the use of nightly paid accommodation.",
        themes=(PLACE, MONEY),
        parts=(
            Part(
                ref="5(a)",
                text=p(
                    "Put prevention officers where people already go for help, and measure how many households keep their homes."
                ),
            ),
            Part(
                ref="5(b)",
                text=p(
                    "Bring forward a business case for buying or leasing homes to use in place of nightly paid rooms."
                ),
            ),
        ),
        responses=(
            response(
                "accepted",
                "The Chief Executive now chairs the homelessness board herself, and every director has a part in the plan.",
            ),
            response(
                "accepted",
                "Two prevention officers will work from Citizens Advice in Wexcombe and from the library in Penholt.",
                part="5(a)",
            ),
            response(
                "partly-accepted",
                "We will bring a business case for leasing forty homes. We are not yet in a position to buy.",
                reason="Buying would add about £9 million of borrowing, which a new council would inherit.",
                part="5(b)",
            ),
        ),
        answers=ANSWERED,
        answer="answered",
        actions=(PREVENTION, LEASING, BOARD),
        updates=(
            update(
                "2026-04-16",
                "Good progress",
                State.IN_PROGRESS,
                "We were shown a board that meets, a plan that is used and figures that are falling.",
                said_by="The peer team",
                document=REVIEW,
            ),
        ),
    ),
    recommendation(
        "F3",
        "A new agreement with parish and town councils",
        "Work with the 43 parish and town councils on a short agreement about who does what, with reorganisation in mind.",
        series="further",
        responses=(
            response(
                "not-now",
                "We will begin these talks when it is known which council would inherit an agreement.",
                reason="The county association of local councils asked us to wait.",
            ),
        ),
        answers=ANSWERED,
        answer="answered",
    ),
    recommendation(
        "F8",
        "Fewer agency staff",
        "Produce a workforce plan for the ten hardest posts to fill, and set a limit for agency spending.",
        series="further",
        answers=(Answer(council=WEXCOMBE, state="none", timing=judge(date(2025, 11, 27), None, TODAY)),),
    ),
    recommendation(
        "F9",
        "",
        "Look again at how two councils share a planning team.",
        short="Look again at how two councils share a planning team.",
        printed=False,
        series="further",
        councils=(WEXCOMBE, PENHOLT),
        responses=(response("accepted", "We agree, and have begun.", council=PENHOLT),),
        answers=(Answer(council=WEXCOMBE, state="none"), Answer(council=PENHOLT, state="answered")),
        answer="part",
        followed_by=(
            Link(title="Recommendation 2 of the progress review", url="/challenges/wexcombe-2025/recommendations/2/"),
        ),
    ),
)


SECTIONS = (
    "Local priorities and outcomes",
    "Organisational and place leadership",
    "Governance and culture",
    "Financial planning and management",
    "Capacity for improvement",
)
SAID = (
    "We met {number} people who care about {place} and who told us, kindly and at length, what gets in their way.",
    "On {subject} the council knows what it wants; it has not yet said who will do it, by when, or what will stop.",
    "Officers in {place} showed us a plan for {subject} of {number} pages, which few councillors had been able to read.",
    "Partners spoke warmly of the staff and asked for one thing: an answer within {number} days, even where it is no.",
    "The budget for {subject} was overspent by {number} thousand pounds in the last quarter, and nobody was surprised.",
    "We would encourage members to choose, in public, the {number} measures by which {subject} ought to be judged.",
    "None of this is unusual in a district of this size, and most of it could be put right in {place} by the spring.",
    "A resident put it better than we can: everybody is helpful, and nobody can tell me when it will be finished.",
)
PLACES = ("Wexcombe", "Penholt", "the market towns", "Tarrow Valley", "the villages", "Cattle Market", "the coast")
SUBJECTS = ("housing", "savings", "scrutiny", "planning", "recycling", "the town centre", "reorganisation", "training")


def report_text() -> str:
    """Give a report of 2,500 words and more, in five sections of paragraphs that vary."""
    blocks: list[str] = []
    for section, title in enumerate(SECTIONS):
        blocks.append(f"## {section + 1}. {title}")
        for number in range(section * 6, section * 6 + 6):
            chosen = [SAID[(number + step * 3) % len(SAID)] for step in range(5)]
            place, subject = PLACES[number % len(PLACES)], SUBJECTS[(number * 3) % len(SUBJECTS)]
            blocks.append(" ".join(chosen).format(number=number * 7 + 11, place=place, subject=subject))
    return "\n\n".join(blocks)


def document(kind: str, label: str, title: str, **more: object) -> Document:
    """Give a document of the challenge without a text."""
    plain = Document(
        path=f"content/challenges/wexcombe-2025/{kind}.md",
        kind=kind,
        kind_label=label,
        title=title,
        url=f"/challenges/wexcombe-2025/{kind}/",
        lang="en",
        other_language=None,
        challenge=CHALLENGE,
        council=WEXCOMBE,
        author="Wexcombe Borough Council",
        dated=read("2025-11-05"),
        published=read("2025-11-13"),
        published_from="document",
        sort_day=read("2025-11-13").start,
        meetings=(),
        version="",
        change_note=Markup(),
        superseded_by=None,
        printed=True,
        summary=Markup(),
        body=Body(),
        files=(),
        sources=(),
        licence="",
        said_by="",
        recommendations=(),
        count=None,
        responses=(),
        actions=(),
        updates=(),
        totals=(),
        onsite="",
        onsite_end=None,
        team=(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


TEAM = (
    Peer(
        role="Lead Member Peer",
        name="Councillor Nasreen Fielding",
        post="Leader",
        organisation="Haverleigh Borough Council",
        party="Liberal Democrat",
    ),
    Peer(
        role="Lead Officer Peer", name="Gareth Lomax", post="Chief Executive", organisation="Eastmarch District Council"
    ),
    Peer(role="Project Support Officer", name="Priya Menon", organisation="Local Government Association"),
)
LETTER = document(
    "report",
    "Feedback report",
    "Corporate peer challenge: Wexcombe Borough Council, feedback report, 24 to 27 June 2025",
    author="Local Government Association",
    dated=read("September 2025"),
    published=read("2025-09-18"),
    meetings=(
        Meeting(
            body="Cabinet",
            date=read("2025-09-18"),
            council=None,
            decision="Report received and its publication agreed",
            link="https://www.wexcombe.example/meetings/cabinet/2025-09-18",
        ),
        Meeting(body="Council", date=read("2025-10-02"), council=None, decision="Noted", link=""),
    ),
    summary=p(
        "A caring, dependable council that needs fewer priorities, agreed savings and earlier scrutiny. Six key recommendations and eight further ones."
    ),
    body=body(report_text()),
    files=(
        File(
            title="The report as published",
            url="/challenges/wexcombe-2025/report.pdf",
            kind="PDF",
            size=412_331,
            original=True,
        ),
    ),
    sources=(Origin(url="https://www.wexcombe.example/peer-challenge", seen=read("2025-09-18"), note=""),),
    recommendations=RECS,
    count=14,
)
ANSWERS = document(
    "response",
    "Council response",
    "Response to the corporate peer challenge",
    body=body(
        "The peer team came at our invitation and gave us an honest account of ourselves.\n\nWe have answered every recommendation below."
    ),
    responses=tuple((rec.handle, answer) for rec in RECS for answer in rec.responses),
    actions=tuple(act for rec in RECS for act in rec.actions),
    updates=(
        (Link(title="Action 5.1", url="/challenges/wexcombe-2025/action-plan/#action-5-1"), PREVENTION.updates[0]),
    ),
    totals=(Total(of="actions", all=22, status="Delivered", number=9, share="41%"),),
    version="Final",
    change_note=p("Recommendation 4 answered more clearly."),
    superseded_by=Link(title="Response of March 2026", url="/challenges/wexcombe-2025/response-2/"),
    team=TEAM,
    onsite="16 April 2026",
    onsite_end=read("2026-04-16"),
    licence="CC-BY-4.0",
)
WELSH = document(
    "report.cy",
    "Adroddiad adborth",
    "Adroddiad adborth y tîm cymheiriaid",
    url="/cy/challenges/wexcombe-2025/report/",
    lang="cy",
    other_language=Link(title="Feedback report", url="/challenges/wexcombe-2025/report/", lang="en"),
    body=body(
        "## Cyflwyniad\n\nMae’r cyngor yn gofalu am ei staff.\n\n## Arweinyddiaeth\n\nMae’r arweinwyr yn cydweithio’n dda."
    ),
    printed=False,
)
TIMETABLE = Timetable(
    rule="lga-2024",
    title="LGA requirement, 2024",
    why="The Local Government Association requires it of councils that take its challenge. It is not law. It applies to corporate, finance and governance peer challenges in England that ended from 1 April 2024.",
    source="https://www.lga.example/rule",
    deadlines=(
        Deadline(
            step="report",
            what="Feedback report",
            due=date(2025, 9, 27),
            sum="27 June 2025 + 3 months = 27 September 2025",
            promised=read("2025-09-10"),
            happened=read("2025-09-18"),
            document=REPORT,
            state="done",
            timing=judge(date(2025, 9, 27), read("2025-09-18"), TODAY),
            by_promise=judge(date(2025, 9, 10), read("2025-09-18"), TODAY),
        ),
        Deadline(
            step="response",
            what="Action plan",
            council=WEXCOMBE,
            due=date(2025, 11, 1),
            by_rule=date(2025, 11, 27),
            sum="27 June 2025 + 5 months = 27 November 2025",
            happened=read("2025-11-13"),
            document=PLAN,
            state="done",
            timing=judge(date(2025, 11, 1), read("2025-11-13"), TODAY),
        ),
        Deadline(
            step="review",
            what="Progress review",
            due=date(2026, 4, 27),
            about=True,
            sum="27 June 2025 + 10 months = 27 April 2026",
            promised=read("Spring 2026"),
            reason=p("The team could not come before the election."),
            timing=judge(date(2026, 4, 27), None, TODAY, about=2),
            by_promise=judge(date(2026, 5, 31), None, TODAY),
        ),
        Deadline(
            step="review_report",
            what="Report of the progress review",
            due=date(2027, 1, 31),
            by_rule=date(2026, 6, 27),
            reason=p("The review itself moved."),
            sum="27 June 2025 + 12 months = 27 June 2026",
            timing=judge(date(2027, 1, 31), None, TODAY),
        ),
    ),
)
NO_RULE = Timetable(why="No timetable that this site knows applies to a challenge of this kind.")
ODD_STEPS = Timetable(
    rule="pas",
    title="Planning Advisory Service, expectation",
    why="It was set for this challenge by name.",
    deadlines=(
        Deadline(
            step="report",
            what="Feedback report",
            due=date(2025, 9, 27),
            state="withheld",
            withheld=p("It names members of staff."),
        ),
        Deadline(
            step="response",
            what="Action plan",
            state="confidential",
            withheld=p("Plans of this kind are never published."),
        ),
        Deadline(
            step="review",
            what="Look at progress",
            due=date(2026, 6, 27),
            earliest=date(2025, 12, 27),
            state="done",
            document=REVIEW,
            timing=judge(date(2026, 6, 27), read("no day"), TODAY),
        ),
        Deadline(step="review_report", what="Report of the review", missing="The last day on site is not given."),
        Deadline(
            step="review",
            what="Second review",
            state="unneeded",
            timing=Timing(kind="closed", words="No longer awaited"),
        ),
    ),
)
EVENT = Challenge(
    path="content/challenges/wexcombe-2025/challenge.md",
    id="wexcombe-2025",
    title="Wexcombe corporate peer challenge, June 2025",
    url="/challenges/wexcombe-2025/",
    lang="en",
    other_language=None,
    councils=(WEXCOMBE,),
    type="corporate",
    type_label="Corporate peer challenge",
    onsite="24 to 27 June 2025",
    onsite_end=read("2025-06-27"),
    year=2025,
    mode="on-site",
    themes=(PLACE.name, MONEY.name),
    extra_scope=("Homelessness and temporary accommodation",),
    partners=("Marlshire County Council", "Wexcombe Town Council"),
    run_by=("Local Government Association",),
    team=TEAM,
    people_met="more than 134",
    meetings="46",
    hours="",
    round_table=read("2025-06-27"),
    quotes=(
        Quote(
            text=p(
                "They told us in four days what we had been avoiding for a year: that sixty-one priorities is no priorities at all. It was not a comfortable Friday afternoon, and it was worth it."
            ),
            name="Councillor Ruth Ansell",
            post="Leader of Wexcombe Borough Council",
        ),
        Quote(
            text=p("The most useful hour was with the housing officers. Three of their ideas are in the plan."),
            name="Meera Joshi",
            post="Chief Executive",
        ),
    ),
    follows=Link(title="Wexcombe peer challenge, November 2018", url="/challenges/wexcombe-2018/"),
    followed_by=(),
    withheld=(Withheld(document="Position statement", reason=p("It names members of staff.")),),
    lga_url="https://www.lga.example/wexcombe",
    summary=Markup(),
    body=body(
        "Seven people, two of them councillors and three of them senior officers at other councils, spent four days in Wexcombe in June 2025. They found a council that knows its residents and keeps its promises on day-to-day services, but that has taken on more than it can carry.\n\nThe team made six key recommendations and eight further ones. The council answered every one in November."
    ),
    sources=(),
    files=(),
    documents=(LETTER, ANSWERS, WELSH),
    recommendations=RECS,
    actions=(PREVENTION, LEASING, BOARD),
    timetable=TIMETABLE,
    sort_day=read("2025-06-27").start,
)
COUNCIL = Council(
    path="content/councils.yml",
    id="wexcombe",
    name="Wexcombe Borough Council",
    short_name="Wexcombe",
    welsh_name="Cyngor Bwrdeistref Wexcombe",
    url="/councils/wexcombe/",
    type="district council",
    region="South West",
    nation="England",
    gss="E07000999",
    website="https://www.wexcombe.example/",
    started=read("1974-04-01"),
    ended=None,
    is_over=False,
    predecessors=(),
    successors=(),
    body=Body(),
)
DUNMOOR = replace(
    COUNCIL,
    id="dunmoor",
    name="Dunmoor District Council",
    url="/councils/dunmoor/",
    ended=read("2023-03-31"),
    is_over=True,
    welsh_name="",
    successors=(Link(title="Moorwater", url="/councils/moorwater/"),),
)
HOME = pages.Crumb(title="Home", url="/")
CRUMBS = (
    HOME,
    pages.Crumb(title="Challenges", url="/challenges/"),
    pages.Crumb(title="Wexcombe, June 2025", url="/challenges/wexcombe-2025/"),
)
FACETS = (
    pages.Facet(
        id="theme",
        title="Theme",
        values=(
            pages.FacetValue(title=PLACE.name, url="/recommendations/theme/priorities/", count=31),
            pages.FacetValue(title=MONEY.name, url="/recommendations/theme/finance/", count=18),
        ),
    ),
    pages.Facet(
        id="year", title="Year", values=(pages.FacetValue(title="2025", url="/recommendations/year/2025/", count=22),)
    ),
)
TIMELINE = tuple(
    pages.TimelineEntry(when=when, machine=machine, what=what, who=who, link=link, note=note)
    for when, machine, what, who, link, note in (
        ("24 to 27 June 2025", "2025-06-27", "The peer team on site", "", None, "More than 134 people in 46 meetings"),
        ("18 September 2025", "2025-09-18", "Feedback report", "", REPORT, ""),
        (
            "4 November 2025",
            "2025-11-04",
            "Considered by the Overview and Scrutiny Committee",
            "Wexcombe",
            None,
            "Asked for a clearer answer to recommendation 4, which was then rewritten",
        ),
        ("13 November 2025", "2025-11-13", "Council response published", "Wexcombe", RESPONSE, ""),
        ("13 November 2025", "2025-11-13", "Action plan", "Wexcombe", PLAN, ""),
        ("16 April 2026", "2026-04-16", "The peer team came back", "", None, ""),
        ("date not known", "", "Progress review published", "", REVIEW, ""),
    )
)
LETTER_PAGE = pages.DocumentPage(
    url="/challenges/wexcombe-2025/report/",
    title=LETTER.title,
    description="What the peer team told Wexcombe in September 2025.",
    crumbs=CRUMBS,
    made_from="content/challenges/wexcombe-2025/report.md",
    challenge=EVENT,
    document=LETTER,
    pieces=(pages.Piece(html=LETTER.body.pieces[0]), pages.Piece(recommendations=RECS)),
    siblings=(RESPONSE, PLAN),
)


LOOSE = replace(action("0.1", "Report on this plan in public three times a year.", "ongoing"), serves=(), owners=())
BEFORE = replace(
    EVENT,
    id="wexcombe-2018",
    title="Wexcombe peer challenge, November 2018",
    url="/challenges/wexcombe-2018/",
    timetable=ODD_STEPS,
    follows=None,
    quotes=(),
    documents=(),
    recommendations=(),
)
ATTENTION = pages.Attention(
    steps=tuple((CHALLENGE, step) for step in TIMETABLE.deadlines[2:]),
    overdue=(LEASING,),
    soon=(replace(LEASING, dates=slippage("2026-12-15")),),
    disputed=(BOARD,),
    without_owner=(LOOSE,),
    without_date=tuple(
        replace(LOOSE, handle=f"0.{number}", ref=f"0.{number}", anchor=f"action-0-{number}") for number in range(1, 13)
    ),
    without_recommendation=(LOOSE,),
    unanswered=RECS[3:],
    without_action=RECS[2:4],
)
COMPARISON = pages.Comparison(
    earlier=Link(title=BEFORE.title, url=BEFORE.url),
    later=CHALLENGE,
    years=6,
    themes=(
        pages.Compared(
            theme=PLACE,
            earlier=(replace(RECS[4], name="Recommendation 4", url="/challenges/wexcombe-2018/recommendations/4/"),),
            later=RECS[:2],
        ),
    ),
    only_earlier=(Theme(id="leadership", name="Political and managerial leadership", url="/themes/leadership/"),),
    only_later=(MONEY,),
    open=(LOOSE,),
)
SOON = judge(date(2026, 11, 30), None, TODAY)
LATE = recommendation(
    "F10",
    "Settle the reserves policy",
    "Agree what reserves are for, and how much is enough.",
    series="further",
    actions=(
        action(
            "10.1",
            "Take a reserves policy to Council.",
            "2026-03-01",
            update(
                "2026-05-14", "Delivered in part", State.IN_PROGRESS, "A draft was written.", due=read("2026-12-31")
            ),
            update("2026-06-01", "Not begun", State.NOT_STARTED, "None.", said_by="The peer team", document=REVIEW),
        ),
        replace(action("10.2", "Report reserves every quarter.", "2026-10-31"), owners=(), accountable=(), serves=()),
        replace(action("10.3", "Review it every year.", "ongoing"), everyday=True),
        action("10.4", "Name a reserve.", "2026-01-01", update("2026-10-01", "Delivered", State.COMPLETE, "Named.")),
    ),
)
OLD_MONEY = Theme(
    id="finance-2014",
    name="Financial planning and viability",
    url="/themes/finance-2014/",
    set_title="Corporate peer challenge themes, 2014",
    family="finance-2021",
)
NEW_MONEY = replace(
    OLD_MONEY,
    id="finance-2021",
    name="Financial planning and management, from 2021",
    url="/themes/finance-2021/",
    set_title="Corporate peer challenge themes, from 2021",
)
STATUS_WORDS = (
    StatusWord(status=Status(word="Complete", state=State.COMPLETE), meaning="", council=None),
    StatusWord(status=Status(word="Delivered", state=State.COMPLETE), meaning="", council=None),
    StatusWord(
        status=Status(word="Green", state=State.COMPLETE),
        meaning="The outcome has been seen by residents.",
        council=WEXCOMBE,
    ),
    StatusWord(
        status=Status(word="Green", state=State.IN_PROGRESS, rating=Rating.ON_TRACK),
        meaning="Progressing as planned.",
        council=PENHOLT,
    ),
    StatusWord(
        status=Status(word="At risk", state=State.IN_PROGRESS, rating=Rating.SOME_CONCERN), meaning="", council=None
    ),
)


CHART = pages.Chart(
    id="by-decision",
    caption="Recommendations by decision",
    text="Most were accepted.",
    first="Decision",
    columns=("Recommendations",),
    bars=(
        pages.Bar(
            label="Accepted",
            numbers=(pages.Number(value=4, words="4", url="/recommendations/answer/accepted/"),),
            mark="decision-accepted",
        ),
        pages.Bar(label="Not now", numbers=(pages.Number(value=None, words="not known"),)),
    ),
    total=(pages.Number(value=4, words="4"),),
    note="Each is counted once.",
    sheet="/figures/by-decision.csv",
)
AT_FIRST = pages.HomePage(
    url="/",
    title="A site without a challenge",
    description="What peers found at the council.",
    newest=(),
    challenges=(),
    quotes=(),
    councils=0,
    councils_url="/councils/",
    total_challenges=0,
    recommendations=0,
    answered=0,
    actions=0,
    themes=(),
)


def all_pages() -> tuple[pages.Page, ...]:
    """Give one page of every kind, and a few more where the same kind looks different."""
    return (*_lists(), *_challenge(), *_rest())


def _lists() -> tuple[pages.Page, ...]:
    wholes = tuple(Link(title=str(n), url="" if n == 1 else f"/recommendations/page-{n}/") for n in (1, 2, 3))
    narrow = (HOME, pages.Crumb(title="Recommendations", url="/recommendations/"))
    return (
        pages.HomePage(
            url="/",
            title="Peer challenge results",
            description="What peers found at councils, what the councils answered, and what was done.",
            newest=(LETTER, ANSWERS, WELSH),
            challenges=(EVENT,),
            quotes=tuple((quote, CHALLENGE) for quote in EVENT.quotes),
            councils=8,
            councils_url="/councils/",
            total_challenges=9,
            recommendations=96,
            answered=71,
            actions=143,
            themes=((PLACE, 31), (MONEY, 18)),
            due=(
                pages.Due(
                    when="30 November 2026",
                    day=date(2026, 11, 30),
                    what=Link(title="Progress review", url="/challenges/wexcombe-2025/"),
                    whose="Wexcombe",
                    timing=SOON,
                ),
                pages.Due(
                    when="March 2027",
                    day=date(2027, 3, 31),
                    what=Link(title="Action 5.2", url=LEASING.url),
                    whose="Wexcombe and Penholt",
                    timing=judge(date(2027, 3, 31), None, TODAY),
                ),
            ),
        ),
        pages.ChallengesPage(
            url="/challenges/",
            title="Peer challenges",
            description="Every peer challenge here, newest first.",
            crumbs=(HOME,),
            challenges=(EVENT, EVENT),
            facets=FACETS,
            total=2,
            sheet="/challenges/list.csv",
        ),
        pages.RecommendationsPage(
            url="/recommendations/",
            title="Recommendations",
            description="Every recommendation, newest challenge first.",
            crumbs=(HOME,),
            recommendations=(*RECS, LATE),
            facets=FACETS,
            total=5,
            pages=wholes,
            sheet="/recommendations/list.csv",
        ),
        pages.ActionsPage(
            url="/actions/",
            title="Actions",
            description="Every action, newest challenge first.",
            crumbs=(HOME,),
            actions=(PREVENTION, LEASING, *LATE.actions),
            facets=FACETS,
            total=5,
            pages=wholes,
            sheet="/actions/list.csv",
        ),
        pages.ActionsPage(
            url="/actions/year/2019/",
            title="Actions: 2019",
            description="Every action of 2019.",
            crumbs=(HOME, pages.Crumb(title="Actions", url="/actions/")),
            actions=(),
            facets=(),
            chosen="2019",
        ),
        pages.RecommendationsPage(
            url="/recommendations/year/2025/",
            title="Recommendations: 2025",
            description="Those made in 2025.",
            crumbs=narrow,
            recommendations=RECS,
            facets=FACETS,
            chosen="2025",
            total=5,
        ),
        pages.CouncilsPage(
            url="/councils/",
            title="Councils",
            description="Every council with a peer challenge here.",
            crumbs=(HOME,),
            letters=(("D", ((DUNMOOR, 1),)), ("W", ((COUNCIL, 3),))),
            facets=FACETS,
            total=2,
            sheet="/councils/list.csv",
        ),
        pages.FiguresPage(
            url="/figures/",
            title="Figures",
            description="What the recommendations here came to, counted.",
            crumbs=(HOME,),
            parts=(pages.Figures(id="answers", title="Answers", text="By decision.", charts=(CHART,)),),
        ),
        pages.ThemesPage(
            url="/themes/",
            title="Themes",
            description="What the recommendations are about.",
            crumbs=(HOME,),
            themes=((PLACE, 31, 6), (MONEY, 18, 5)),
        ),
        pages.ThemesPage(
            url="/themes-of-two-sets/",
            title="Themes of two sets",
            description="What the recommendations are about.",
            crumbs=(HOME,),
            themes=((OLD_MONEY, 7, 2), (NEW_MONEY, 18, 5), (PLACE, 31, 6)),
        ),
        pages.ThemePage(
            url=NEW_MONEY.url,
            title=NEW_MONEY.name,
            description="What peers said of money.",
            crumbs=(HOME, pages.Crumb(title="Themes", url="/themes/")),
            theme=NEW_MONEY,
            recommendations=(LATE, *RECS[1:2]),
            total=2,
            sheet="/themes/finance-2021/list.csv",
            related=((OLD_MONEY, 7),),
        ),
        pages.ThemePage(
            url="/themes/priorities/",
            title=PLACE.name,
            description="What peers said of this theme, and what councils answered.",
            crumbs=(HOME, pages.Crumb(title="Themes", url="/themes/")),
            theme=PLACE,
            recommendations=RECS,
            total=5,
            pages=wholes,
        ),
    )


def _challenge() -> tuple[pages.Page, ...]:
    return (
        pages.ChallengePage(
            url=EVENT.url,
            title=EVENT.title,
            description="Four days in June 2025.",
            crumbs=CRUMBS[:2],
            challenge=EVENT,
            timeline=TIMELINE,
            groups=(("Key recommendations", RECS[:2]), ("Further recommendations", RECS[2:])),
            partial=("5 of 14 recommendations are shown here.",),
            loose_actions=(LOOSE,),
            attention=ATTENTION,
            comparison=COMPARISON,
        ),
        pages.ChallengePage(
            url=BEFORE.url,
            title=BEFORE.title,
            description="A planning challenge of which little is known.",
            crumbs=CRUMBS[:2],
            challenge=BEFORE,
            timeline=(),
            groups=(),
            partial=(),
            loose_actions=(),
        ),
        LETTER_PAGE,
        pages.DocumentPage(
            url=ANSWERS.url,
            title=ANSWERS.title,
            description="The council’s answers.",
            crumbs=CRUMBS,
            challenge=EVENT,
            document=ANSWERS,
            pieces=(pages.Piece(html=ANSWERS.body.pieces[0]),),
            siblings=(REPORT,),
        ),
        pages.DocumentPage(
            url=WELSH.url,
            title=WELSH.title,
            description="Yr adroddiad.",
            crumbs=CRUMBS,
            lang="cy",
            other_language=WELSH.other_language,
            challenge=EVENT,
            document=WELSH,
            pieces=(pages.Piece(html=WELSH.body.pieces[0]),),
            siblings=(),
        ),
        *(
            pages.RecommendationPage(
                url=rec.url,
                title=f"{rec.name}: {rec.title}" if rec.title else rec.name,
                description=rec.short,
                crumbs=CRUMBS,
                recommendation=rec,
                challenge=EVENT,
                previous=Link(title="Recommendation 4", url="/challenges/wexcombe-2025/recommendations/4/"),
                following=None,
                same_theme=RECS[:1],
                citation="Local Government Association, feedback report to Wexcombe Borough Council, September 2025, recommendation 5.",
            )
            for rec in RECS[1:]
        ),
    )


def _updates() -> tuple[pages.Page, ...]:
    plan = pages.Change(
        when=read("2026-05-14"),
        document=SPRING,
        kind="Progress update",
        challenge=CHALLENGE,
        councils=(WEXCOMBE,),
        holds="progress on 12 actions; 3 dates moved",
        note=p("The dates of housing actions have moved."),
    )
    report = replace(
        plan,
        when=read("2026-05-02"),
        document=REPORT,
        kind="Feedback report",
        councils=(WEXCOMBE, PENHOLT),
        holds="6 recommendations",
        note=Markup(),
    )
    months = (("May 2026", (plan, report)), ("Date not known", (replace(plan, when=read("unknown"), holds=""),)))
    return (
        pages.UpdatesPage(
            url="/updates/",
            title="What was published",
            description="Every document, newest first.",
            crumbs=(HOME,),
            months=months,
            total=3,
            sheet="/updates/list.csv",
        ),
        pages.UpdatesPage(
            url="/councils/wexcombe/updates/",
            title="What was published: Wexcombe",
            description="Every document of Wexcombe, newest first.",
            crumbs=(
                HOME,
                pages.Crumb(title="Councils", url="/councils/"),
                pages.Crumb(title="Wexcombe", url="/councils/wexcombe/"),
            ),
            months=months[:1],
            council=COUNCIL,
            total=2,
        ),
        pages.UpdatesPage(
            url="/councils/dunmoor/updates/",
            title="What was published: Dunmoor",
            description="Nothing yet.",
            crumbs=(HOME,),
            months=(),
            council=DUNMOOR,
        ),
    )


def _rest() -> tuple[pages.Page, ...]:
    text = TextPage(
        path="content/pages/about.md",
        id="about",
        title="About this site",
        url="/about/",
        lang="en",
        other_language=None,
        summary=p("Who publishes it, and why."),
        body=body("## Why\n\nBecause the papers were scattered."),
        sources=(),
    )
    moorwater = replace(
        COUNCIL,
        id="moorwater",
        name="Moorwater Council",
        url="/councils/moorwater/",
        ended=read("2028-03-31"),
        predecessors=(Link(title="Dunmoor", url="/councils/dunmoor/"),),
        successors=DUNMOOR.successors,
    )
    crumbs = (HOME, pages.Crumb(title="Councils", url="/councils/"))
    return (
        pages.CouncilPage(
            url="/councils/wexcombe/",
            title=COUNCIL.name,
            description="One council.",
            crumbs=crumbs,
            council=COUNCIL,
            challenges=(EVENT,),
            inherited=(),
            attention=ATTENTION,
            comparison=COMPARISON,
            updates="/councils/wexcombe/updates/",
        ),
        pages.CouncilPage(
            url="/councils/dunmoor/",
            title=DUNMOOR.name,
            description="One council.",
            crumbs=crumbs,
            council=DUNMOOR,
            challenges=(),
            inherited=(),
        ),
        pages.CouncilPage(
            url="/councils/moorwater/",
            title="Moorwater Council",
            description="One council.",
            crumbs=crumbs,
            council=moorwater,
            challenges=(),
            inherited=((DUNMOOR, (EVENT,)),),
        ),
        *_updates(),
        pages.WordsPage(
            url="/words/",
            title="What the words mean",
            description="The words for progress, answers and lateness on this site.",
            crumbs=(HOME,),
            words=tuple((state, tuple(word for word in STATUS_WORDS if word.status.state is state)) for state in State),
        ),
        pages.SearchPage(
            url="/search/",
            title="Search",
            description="Search the documents.",
            crumbs=(HOME,),
            groups=((CHALLENGE, (REPORT, RESPONSE)),),
        ),
        pages.WrittenPage(url="/about/", title=text.title, description="About.", crumbs=(HOME,), page=text),
        pages.RedirectPage(url="/old/", title="This page has moved", description="Moved.", target="/about/"),
        pages.NotFoundPage(url="/404.html", title="Page not found", description="Nothing here."),
        pages.SitemapPage(
            url="/sitemap.xml",
            title="Sitemap",
            description="All pages.",
            addresses=("https://peers.marlshire.example/results/?a=1&b=2",),
        ),
        todo_page(),
    )


def todo_page() -> pages.TodoPage:
    """Give the page of what is left to do, with a task that says everything and one that says little."""
    late = judge(date(2026, 9, 30), None, TODAY)
    item = pages.Item(link=Link(title="Action 5.1", url=LEASING.url), by="due September 2026", timing=late)
    overdue = pages.Task(
        group="overdue",
        what="4 actions are overdue",
        url=CHALLENGE.url,
        challenge=CHALLENGE,
        whose="Wexcombe",
        by="due September 2026",
        timing=late,
        items=(item,) * 4,
        note="The public sees “overdue”: the update that says otherwise is held back.",
        command="python build.py new update --challenge wexcombe-2025",
    )
    warning = pages.Task(group="warnings", what="Nobody reads <this>.", file="content/notes.txt:3")
    return pages.TodoPage(
        url="/-/to-do/",
        title="What is left to do",
        description="Everything that waits for somebody.",
        crumbs=(HOME,),
        groups=(
            pages.TaskGroup(id="overdue", title="Overdue", tasks=(overdue,), total=4),
            pages.TaskGroup(id="warnings", title="Warnings", tasks=(warning,), total=1201, left_out=1200),
        ),
    )
