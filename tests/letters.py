"""Word letters as peer teams and councils write them, made with a library, each in a layout that is really used."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from struct import pack

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FORMS = {
    "decimal": (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3.")),
    "recommendation": (("decimal", "Recommendation %1:"), ("lowerLetter", "(%2)"), ("bullet", "•")),
    "bullet": (("bullet", "•"), ("bullet", "o"), ("bullet", "▪")),
    "letter": (("lowerLetter", "%1)"), ("lowerRoman", "%2)"), ("bullet", "•")),
    "heading": (("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")),
    "short": (("decimal", "R%1"), ("lowerLetter", "R%1(%2)"), ("bullet", "•")),
}


class Letter:
    """A letter that is written from top to bottom. `**words**` are bold."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.lists = 0
        self.notes: list[str] = []

    def title(self, *lines: str) -> Letter:
        """Add lines in the style of a title."""
        for line in lines:
            self.document.add_paragraph(line, style="Title")
        return self

    def heading(self, text: str, level: int = 1, *, numbers: int = 0) -> Letter:
        """Add a heading, with a number that Word counts where `numbers` names a list."""
        paragraph = self.document.add_heading(text, level)
        if numbers:
            self._number(paragraph, numbers, level - 1)
        return self

    def fake(self, text: str, size: float = 14) -> Letter:
        """Add a line that only looks like a heading."""
        run = self.document.add_paragraph().add_run(text)
        run.bold, run.font.size = True, Pt(size)
        return self

    def text(self, *paragraphs: str) -> Letter:
        """Add paragraphs."""
        for text in paragraphs:
            self._write(self.document.add_paragraph(), text)
        return self

    def items(self, texts: Iterable[str], form: str = "bullet", number: int = 0) -> int:
        """Add a list; an entry that begins with > stands one deeper. Give its number, to go on with it later."""
        number = number or self.form(form)
        for text in texts:
            paragraph = self.document.add_paragraph()
            self._write(paragraph, text.lstrip("> "))
            self._number(paragraph, number, len(text) - len(text.lstrip(">")))
        return number

    def table(self, *rows: tuple[str, ...]) -> Letter:
        """Add a table."""
        table = self.document.add_table(len(rows), len(rows[0]))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self._write(table.cell(row, column).paragraphs[0], text)
        return self

    def footer(self, text: str) -> Letter:
        """Write at the foot of pages."""
        self.document.sections[0].footer.paragraphs[0].text = text
        return self

    def header(self, text: str) -> Letter:
        """Write at the head of pages."""
        self.document.sections[0].header.paragraphs[0].text = text
        return self

    def change(self, before: str, out: str, put: str, after: str) -> Letter:
        """Add a paragraph with words that a tracked change takes out, and others that it puts in."""
        paragraph = self.document.add_paragraph(before)
        for tag, inner, words in (("w:del", "w:delText", out), ("w:ins", "w:t", put)):
            change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            for name, value in (("w:id", "1"), ("w:author", "A"), ("w:date", "2025-09-01T00:00:00Z")):
                change.set(qn(name), value)
            text.text = words
            run.append(text)
            change.append(run)
            paragraph._p.append(change)
        paragraph.add_run(after)
        return self

    def hidden(self, before: str, hidden: str, after: str) -> Letter:
        """Add a paragraph with words that Word shows to nobody."""
        paragraph = self.document.add_paragraph(before)
        run = paragraph.add_run(hidden)
        run.font.hidden = True
        paragraph.add_run(after)
        return self

    def picture(self, words: str = "") -> Letter:
        """Add a picture with words for those who cannot see it."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run().add_picture(io.BytesIO(png()))
        paragraph._p.find(f".//{qn('wp:docPr')}").set("descr", words)
        return self

    def form(self, form: str) -> int:
        """Add a way of numbering, and give its number."""
        numbering = self.document.part.numbering_part.element
        self.lists += 1
        name = 500 + self.lists
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(FORMS[form])
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{levels}</w:abstractNum>')
        numbering.insert(0, abstract)
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
        return name

    def data(self) -> bytes:
        """Give the file."""
        if self.notes:
            notes = "".join(
                f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
                for number, text in enumerate(self.notes, 2)
            )
            blob = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
            part = Part(PackURI("/word/footnotes.xml"), NOTES, blob, self.document.part.package)
            self.document.part.relate_to(part, RT.FOOTNOTES)
        written = io.BytesIO()
        self.document.save(written)
        return written.getvalue()

    def _number(self, paragraph, number: int, depth: int) -> None:
        details = paragraph._p.get_or_add_pPr()
        numbers = details.get_or_add_numPr()
        numbers.get_or_add_ilvl().val = depth
        numbers.get_or_add_numId().val = number

    def _write(self, paragraph, text: str) -> None:
        for part in re.split(r"(\*\*.+?\*\*|\[\^.+?\])", text):
            if part.startswith("[^"):
                self.notes.append(part[2:-1])
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(len(self.notes) + 1))
                paragraph.add_run()._r.append(reference)
            elif part:
                paragraph.add_run(part.strip("*")).bold = True if part.startswith("**") else None


def png() -> bytes:
    """Make a picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x00\x00\x00")) + chunk(b"IEND", b"")


TEAM = (
    "Lead Member Peer – Councillor Nasreen Fielding (Liberal Democrat), Leader, Haverleigh Borough Council",
    "Lead Officer Peer – Gareth Lomax, Chief Executive, Eastmarch District Council",
    "Senior Officer Peer – Ifeoma Castell, Director of Finance (Section 151 Officer), Aldermoor Council",
    "Peer Challenge Manager – Owen Threlfall, Local Government Association",
)
APPROACH = (
    "The peer team prepared by reviewing a range of documents. They spent four days on site at Northwick from 24 to 27 "
    "June 2025, during which they spoke to more than 134 people in around 46 meetings."
)
SCOPE = "In addition, the council asked the peer team to look at the following areas:"


def classic() -> bytes:
    """Layout A, to 2024: key recommendations early, as a numbered list with words in bold."""
    letter = Letter().title("LGA Corporate Peer Challenge – Northwick Borough Council")
    letter.text("Feedback report: 24–27 June 2025", "September 2025").header("OFFICIAL").footer("Page 1 of 20")
    letter.heading("1. Executive summary").text(
        "Northwick is a *good* council with 61 actions & one_plan [see below]. It spends < £3m.",
        "Residents told the team that they like it.[^The survey of 2019 had 812 replies.]",
    )
    letter.heading("2. Key recommendations").text(
        "There are a number of observations and suggestions within the main section of the report. The following are "
        "the peer team’s key recommendations to the council:"
    )
    letter.items(
        (
            "**Agree a short list of priorities.** Agree with partners the five things that matter most.",
            "**Reduce the cost of temporary accommodation.** Prevent more homelessness:",
            ">by placing officers where people go for help",
            ">by leasing homes",
            "Bring scrutiny in before decisions are taken.",
        ),
        "decimal",
    )
    letter.heading("3. Summary of the peer challenge approach").heading("The peer team", 2)
    letter.text("Peer challenges are delivered by experienced peers. The peers who delivered this one were:")
    letter.items(TEAM)
    letter.heading("Scope and focus", 2).text("The team considered five themes. " + SCOPE)
    letter.items(("Homelessness", "The town centre"))
    letter.heading("The peer challenge process", 2).text(APPROACH)
    letter.heading("4. Feedback").heading("4.1 Local priorities and outcomes", 2)
    letter.text(
        "Recommendation 1 was the hardest to write. 1. is not a list.", "# nor is this a heading", "- or a list"
    )
    letter.table(("Year", "Saving"), ("2025/26", "£1.2m | agreed"), ("2026/27", "£0.9m"))
    letter.heading("5. Next steps").text("A progress review will follow.").picture("A graph of savings")
    return letter.data()


def tiers() -> bytes:
    """Layout C, from 2025: key recommendations, then further ones at the end of each core area."""
    letter = Letter().title("Corporate Peer Challenge: Northwick Borough Council").text("24 - 27 June 2025")
    numbers = letter.form("heading")
    letter.heading("Introduction", numbers=numbers).text(
        "This was the council’s third corporate peer challenge by the LGA."
    )
    letter.heading("Executive summary", numbers=numbers).text("It should choose.")
    letter.heading("Key recommendations", numbers=numbers)
    key = letter.items(("Agree a short list of priorities.", "Turn the savings into a programme."), "recommendation")
    letter.heading("Peer team", numbers=numbers)
    letter.table(("Role", "Name"), *((who.split(" – ")[0], who.split(" – ")[1]) for who in TEAM))
    letter.text(APPROACH)
    for area, texts in (
        ("Local priorities and outcomes", ("Ask residents, and show what changed.",)),
        ("Governance and culture", ("Publish a forward plan.", "Train every member of scrutiny.")),
    ):
        letter.heading(area, numbers=numbers).text("The team found much to like.")
        letter.heading("Further recommendations", 2, numbers=numbers)
        letter.items(texts, "recommendation", key)
    letter.heading("Appendix A – What is CPC?").text("A challenge by critical friends.")
    return letter.data()


def under_themes() -> bytes:
    """Recommendations as lines under the headings of themes, numbered through."""
    letter = Letter().title("Corporate Peer Challenge – Northwick Borough Council – Feedback Report")
    letter.text("11 to14 November 2024").heading("Executive summary").text("The LGA found a council that knows itself.")
    letter.heading("Local priorities and outcomes").text(
        "There is a plan.", "Recommendation 1 - Agree a short list of priorities."
    )
    letter.heading("Governance and culture").text("Scrutiny is late.")
    letter.text("Recommendation 2 - Bring scrutiny in earlier;").items(("by a forward plan", "by training"))
    letter.text("Recommendation 3 - Train every member.").heading("Next steps").text("Thank you.")
    return letter.data()


def bullets() -> bytes:
    """Recommendations that print no number, under lines that only look like headings."""
    letter = Letter()
    letter.fake("Northwick Borough Council: Corporate Peer Challenge", 20).fake("Feedback report", 16).text(
        "10–13 October 2023"
    )
    letter.fake("Executive summary").text("A good council. The Local Government Association thanks it.")
    letter.fake("Key recommendations").text("The team recommends that the council should:")
    letter.items(("Agree a short list of priorities", "Lead the town centre with partners"))
    letter.fake("Feedback").fake("Local priorities", 11).text("There are too many.")
    return letter.data()


def headed() -> bytes:
    """Each recommendation under a heading of its own, with paragraphs of words."""
    letter = Letter().title("LGA Corporate Peer Challenge", "Northwick Borough Council").text("5th – 8th March 2024")
    letter.heading("Recommendations")
    letter.heading("Recommendation 1: Choose", 2).text("Agree a short list.", "Say what will wait.")
    letter.heading("Recommendation 2: Prevent homelessness", 2).text("Place officers where people go:")
    letter.items(("in libraries", "with Citizens Advice"))
    letter.heading("Summary of peer challenge approach").text(
        APPROACH.replace("24 to 27 June 2025", "5 to 8 March 2024")
    )
    return letter.data()


def old_letter() -> bytes:
    """A letter of 2014, in prose, that numbers nothing."""
    letter = Letter().text(
        "27 October 2014", "Dear Jo", "**Northwick Corporate Peer Challenge 14 – 17 September 2014**"
    )
    letter.text(
        "On behalf of the Local Government Association we would like to thank you for your welcome.",
        "The team was impressed. We recommend that you agree a short list of priorities. We would also recommend a "
        "plan for the town centre.",
        "Yours sincerely",
        "Gareth Lomax",
    )
    return letter.data()


def planning() -> bytes:
    """A planning service's, by the Planning Advisory Service: every paragraph numbered, recommendations in a table."""
    letter = Letter().title("Planning Service Peer Challenge: Northwick Borough Council").text("12–14 May 2025")
    numbers = letter.form("heading")
    letter.heading("Executive summary", numbers=numbers)
    letter.items(
        (">The Planning Advisory Service (PAS) came for three days.", ">The service is friendly."), number=numbers
    )
    letter.heading("Key recommendations", numbers=numbers)
    letter.table(
        ("Ref", "Recommendation"),
        ("R1", "Update the scheme of delegation."),
        ("R2", "Train the planning committee: a) on law b) on design."),
    )
    letter.heading("Implementation, next steps and further support", numbers=numbers).text(
        "PAS will check in after six months."
    )
    return letter.data()


def review() -> bytes:
    """A progress review, which prints the old recommendations again and makes one suggestion."""
    letter = Letter().title("Northwick Borough Council: Corporate Peer Challenge Progress Review").text("June 2026")
    letter.heading("1. Introduction").text("The council had a challenge from 24 to 27 June 2025.")
    letter.heading("2. Summary of the approach").text(
        "The progress review at Northwick took place on 22 and 23 April 2026."
    )
    letter.text("The review considered the recommendations of the challenge:")
    letter.heading("Recommendations from the original challenge", 2)
    letter.items(("Agree a short list of priorities.", "Turn the savings into a programme."), "decimal")
    letter.heading("3. Progress review – feedback").text("The list is short now.")
    letter.heading("Further suggestions for consideration", 2).items(("Publish what was stopped.",))
    return letter.data()


def marked() -> bytes:
    """A draft with everything in it that must not go out: changes, hidden words, a protective marking."""
    letter = (
        Letter().title("Corporate Peer Challenge: Northwick").text("24–27 June 2025").header("OFFICIAL-SENSITIVE DRAFT")
    )
    letter.heading("Recommendations")
    letter.items(("Agree a short list.", "Spend less."), "short")
    letter.heading("Feedback").change("The council is ", "badly ", "well ", "run.")
    letter.hidden("Its leader ", "(whom we do not trust) ", "is respected.").picture()
    return letter.data()


def panel() -> bytes:
    """A panel performance assessment in Wales, with Welsh words in it."""
    letter = Letter().title("Panel Performance Assessment: Northwick").text("21 - 24 May 2024", "September 2024")
    letter.heading("1. Introduction").text("The Welsh Local Government Association (WLGA) organised this assessment.")
    letter.heading("2. The panel").text("The panel members were:")
    letter.items(
        (
            "Independent Chair – Dr Mair Prosser",
            "Senior Member Peer – Councillor Huw Rees, Leader, Aberllyn County Council",
        )
    )
    letter.heading("3. Conclusions").text("The council knows itself.").heading("4. Recommendations")
    letter.text("The panel recommends that the council:")
    letter.items(("R1 should agree its budget.", "R2 should publish it: cyllideb ar gyfer y flwyddyn, gyda’r ŵyl."))
    letter.heading("5. Strengths").items(("Staff who care",))
    return letter.data()


def social_care() -> bytes:
    """An adult social care challenge: recommendations for next steps, each named in bold."""
    letter = Letter().title("Adult social care peer challenge: Northwick Borough Council").text("March 2025")
    letter.heading("Executive summary").text(
        "The Local Government Association (LGA) team was on site 4 – 6 March 2025."
    )
    letter.heading("Background").text("Northwick asked the LGA.")
    letter.heading("Report details").heading("Theme 1: Working with people", 2).text("Good.")
    letter.heading("Recommendations for next steps").text("The team suggests:")
    letter.items(("**Strengths-based practice**: embed it", "**Waiting lists**: publish them"))
    letter.heading("Contact details").text("For more information contact the LGA.")
    return letter.data()


LETTERS = {
    "panel": panel,
    "social-care": social_care,
    "classic": classic,
    "tiers": tiers,
    "under-themes": under_themes,
    "bullets": bullets,
    "headed": headed,
    "old-letter": old_letter,
    "planning": planning,
    "review": review,
    "marked": marked,
}
