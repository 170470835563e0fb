"""Make the record of one challenge from its folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peerchallenge import addresses
from peerchallenge.assemble import dating, deadlines, handles, papers, plans, progress, resolve, threads
from peerchallenge.assemble.folder import Folder
from peerchallenge.assemble.handles import Made
from peerchallenge.problems import Problem
from peerchallenge.records import Challenge, Document, Link, Quote, Timetable, Withheld
from peerchallenge.schema.document import Reference
from peerchallenge.schema.findings import Findings
from peerchallenge.terms import type_name


def challenge(folder: Folder) -> tuple[Challenge, tuple[Problem, ...]]:
    """Join everything of one folder in both languages, with what is wrong in how it hangs together."""
    record, problems = _joined(folder)
    if not folder.other:
        return record, problems
    welsh, _ = _joined(folder.in_welsh())
    documents: list[Document] = []
    for english, other in zip(record.documents, welsh.documents, strict=True):
        documents += (english,) if english.url == other.url else (english, other)
    whole = replace(record, documents=tuple(documents))
    in_welsh = replace(welsh, documents=tuple(documents)) if welsh.lang == "cy" else None
    return replace(whole, in_welsh=in_welsh), problems


def _joined(folder: Folder) -> tuple[Challenge, tuple[Problem, ...]]:
    made = handles.recommendations(folder.documents)
    known = handles.targets(made)
    complete = _complete(folder, made)
    planned = handles.actions(folder.documents, known)
    served, wrong_for = plans.served(planned, known, complete=complete)
    all_plans = resolve.plans(planned, folder.documents, folder.council_of)
    told, wrong_updates = progress.told(folder, known, all_plans, complete=complete)
    answered, wrong_to = threads.responses(folder, made, known, complete=complete)
    follows, wrong_follows = threads.follows(made, known, complete=complete)
    names = threads.links(folder, made)
    link = replace(folder.link(folder.event), title=_title(folder))
    actions = plans.actions(folder, planned, served, plans.Where(names=names, challenge=link, year=year(folder)), told)
    steps = deadlines.timetable(folder)
    joined = threads.Joined(
        names=names,
        answered=answered,
        actions=actions,
        served=served,
        told=told,
        follows=follows,
        timetable=steps,
    )
    recommendations = threads.recommendations(folder, made, joined, link, year(folder))
    held = papers.Held(
        made=made,
        recommendations=recommendations,
        answered=answered,
        actions=actions,
        told=told,
        names=names,
    )
    record = _challenge(folder, link, papers.documents(folder, held, link), held, steps)
    problems = (
        *handles.doubled(made),
        *handles.same_address(made),
        *handles.doubled_actions(planned),
        *handles.same_anchor(planned),
        *wrong_for,
        *wrong_updates,
        *wrong_to,
        *wrong_follows,
    )
    return record, problems


def _complete(folder: Folder, made: tuple[Made, ...]) -> bool:
    """Whether every recommendation is held, so that a handle that names none must be a mistake."""
    counts = [parsed.data for parsed in folder.documents if isinstance(parsed.data, Findings)]
    partial_lists = any(data.count is not None and data.count > len(data.recommendations) for data in counts)
    return bool(made) and not partial_lists


def year(folder: Folder) -> int | None:
    """Give the year of the visit's last day, else that of the earliest document."""
    visit = folder.event_data.onsite
    if visit and visit.end.start:
        return visit.end.start.year
    days = [day for parsed in folder.documents if (day := dating.day(parsed))]
    return min(days).year if days else None


def _ended(folder: Folder) -> date | None:
    """Give the day on which the last of the councils ended, where that has passed."""
    ended = folder.ended("")
    return ended if ended and ended < folder.today else None


def _sort_day(folder: Folder) -> date | None:
    visit = folder.event_data.onsite
    if visit and visit.end.end:
        return visit.end.end
    days = [day for parsed in folder.documents if (day := dating.day(parsed))]
    return min(days) if days else None


def _title(folder: Folder) -> str:
    if folder.event_data.title:
        return folder.event_data.title
    hosts = " and ".join(link.title for link in folder.councils.values())
    what = folder.event_data.type_label or type_name(folder.event_data.type)
    return f"{hosts}: {what[0].lower()}{what[1:]}" + (f", {year(folder)}" if year(folder) else "")


def _challenge(
    folder: Folder, link: Link, documents: tuple[Document, ...], held: papers.Held, steps: Timetable
) -> Challenge:
    data, convert = folder.event_data, folder.convert
    return Challenge(
        path=folder.event.source.path,
        id=folder.id,
        title=link.title,
        url=link.url,
        lang=folder.event.language,
        other_language=folder.translation(folder.event),
        councils=tuple(folder.councils.values()),
        type=data.type,
        type_label=data.type_label or type_name(data.type),
        onsite=dating.visit_in_words(data.onsite),
        onsite_end=data.onsite.end if data.onsite else None,
        year=year(folder),
        mode=data.mode,
        themes=folder.themes.looked_at(data.themes),
        theme_set=folder.themes.own.title if folder.themes.own else "",
        extra_scope=data.extra_scope,
        partners=data.partners,
        run_by=data.run_by,
        team=data.team,
        people_met=str(data.people_met or ""),
        meetings=str(data.meetings or ""),
        hours=str(data.hours or ""),
        round_table=data.round_table,
        quotes=tuple(Quote(text=convert.passage(q.text), name=q.name, post=q.post) for q in data.quotes),
        follows=_follows(data.follows),
        followed_by=(),
        withheld=tuple(
            Withheld(document=w.document, reason=convert.passage(w.reason), confidential=w.confidential)
            for w in data.withheld
        ),
        lga_url=data.lga_url or "",
        summary=convert.passage(data.summary),
        body=convert.body(folder.event),
        sources=papers.origins(data),
        files=papers.files(folder, data),
        documents=documents,
        recommendations=held.recommendations,
        actions=tuple(held.actions.values()),
        sort_day=_sort_day(folder),
        timetable=steps,
        ended=_ended(folder),
        held=folder.event.held,
    )


def _follows(earlier: str | Reference | None) -> Link | None:
    if isinstance(earlier, Reference):
        return Link(title=earlier.title, url=earlier.link or "")
    return Link(title=earlier, url=addresses.challenge(earlier)) if earlier else None
