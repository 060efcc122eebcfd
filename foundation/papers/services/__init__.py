"""Writes of this room, by topic.

A room above makes a paper in four steps:

    letter = letters.Letter(subject="Jawaban atas pengaduan", recipient=["Pelapor 700/0001/2026"], body=[letters.Paragraph(words)])
    paper = services.prepare(PaperKind.ANSWER, letter, inside=case.thread, keys=keys, by=officer, at=at)
    pdf = services.preview(paper, keys=keys, at=at)                    a draft: no number, no code, kept nowhere
    paper = services.sign(paper, signature=signatory, keys=keys, by=officer, at=at)     number, PDF, seal, hash: one transaction

* `letters`: Letter and its parts Paragraph, Heading, Facts, Items, Table; `sheet=True` is a form instead of a letter.
* `services.rewrite` changes a draft; `services.attach_signed_scan` keeps the scan of the signed print beside the original.
* `services.preview_letter` shows a letter of which no draft is stored.
* `sign(number=…)` takes a number of the agenda book, or the register number of a receipt; without it the kind's series gives one.
  `signature` is a Signatory of queries.signatories_in_force(on=…), or a rules.SignatureBlock of an officer's own.
* Screens: `views.files` has the bases of a room's views that send a paper or a scan and take a scan, `views.cards` what a page shows of a
  paper ("papers/staff/_paper.html"), `forms.SigningForm` asks who signs (`queries.signature_choices`), in which language, by which number;
  `queries.missing_for` says before that what an administrator must set.
* `queries.content_of(paper, keys)` gives the bytes, `queries.facts_of(paper, keys)` SHA-256, size and verification code; both
  take a scan too. Who may see that a paper exists is for the room that made it to say (its own `visible_to`).
* Tembusan (`Letter.copies`) is empty unless somebody decides otherwise, and never the office of the accused.
* `rendering.render(template, data, language=…, at=…)` makes a PDF of any template of templates/papers; `services.prepare(template=…)`
  takes another one than letter.typ, which may import the parts of frame.typ and parts.typ.
* A new kind: a member of enums.PaperKind, a migration for the choices; `services.seed_papers` gives it its numbers.
* `services.next_number` is the gapless counter itself, `queries.page_text` the office's words for a page.
"""

from foundation.papers.rendering import NotRendered
from foundation.papers.services.files import PaperDamaged, PaperOut, take_out
from foundation.papers.services.letterheads import add_letterhead, add_signatory, end_letterhead, end_signatory
from foundation.papers.services.numbering import NoNumbering, add_numbering, draw_number, end_numbering, next_number
from foundation.papers.services.papers import NoLetterhead, NotADraft, prepare, preview, preview_letter, rewrite
from foundation.papers.services.references import add_reference, change_reference, seed_references
from foundation.papers.services.scans import ScanRefused, attach_signed_scan
from foundation.papers.services.seeding import seed_papers
from foundation.papers.services.signatures import NumberTaken, SignatoryNotInForce, block_of, sign
from foundation.papers.services.texts import TextChanged, write_page_text, write_page_texts
from foundation.papers.signing import SigningRefused

NOT_MADE = (NoLetterhead, NoNumbering, NotRendered, SigningRefused)
"""What an administrator must put right before a paper can be made. No act of the law waits for it: the room goes on without."""

__all__ = [
    "NOT_MADE",
    "NoLetterhead",
    "NoNumbering",
    "NotADraft",
    "NumberTaken",
    "PaperDamaged",
    "PaperOut",
    "ScanRefused",
    "SignatoryNotInForce",
    "TextChanged",
    "add_letterhead",
    "add_numbering",
    "add_reference",
    "add_signatory",
    "attach_signed_scan",
    "block_of",
    "change_reference",
    "draw_number",
    "end_letterhead",
    "end_numbering",
    "end_signatory",
    "next_number",
    "prepare",
    "preview",
    "preview_letter",
    "rewrite",
    "seed_papers",
    "seed_references",
    "sign",
    "take_out",
    "write_page_text",
    "write_page_texts",
]
