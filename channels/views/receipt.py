"""Shows a receipt: on the page, on paper, as a small text file."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels.services.receipts import Receipt
from complaints.enums import DeadlineKind
from complaints.rules.deadlines import TERMS
from foundation.papers.letters import Facts, Heading, Items, Letter, Paragraph
from foundation.ui.context import LINKS, site_settings
from foundation.ui.parts import Promise, SummaryRow
from foundation.ui.wording import long_date, moment
from foundation.vault.codes import grouped
from foundation.workdays.queries import holidays_on_weekdays, years_without_joint_leave


def ticket(receipt: Receipt, code: str) -> dict[str, Any]:
    """What the component `receipt` needs: code in groups, rows, promised dates, the holidays that moved them."""
    files = ngettext("%(count)d berkas", "%(count)d berkas", receipt.files) % {"count": receipt.files}
    rows = [
        SummaryRow(_("Nomor register"), receipt.number),
        SummaryRow(_("Diterima"), moment(receipt.received_at)),
        SummaryRow(_("Saluran"), receipt.channel),
        SummaryRow(_("Lampiran"), files if receipt.files else _("Tidak ada")),
    ]
    return {"code": grouped(code), "rows": rows, "promises": promises(receipt), "note": note(receipt)}


def promises(receipt: Receipt) -> list[Promise]:
    """The three dates with their articles."""
    words = {
        DeadlineKind.FORWARD: _("sampai kepada pejabat yang berwenang"),
        DeadlineKind.FOLLOW_UP: _("ditindaklanjuti"),
        DeadlineKind.ANSWER: _("dijawab"),
    }
    return [Promise(term.days, receipt.due[kind.value], words[kind], term.carries_out) for kind, term in TERMS.items()]


def note(receipt: Receipt) -> str:
    """Which holidays were left out of the count, and whether a year's joint leave is still unknown."""
    first, last = timezone.localdate(receipt.received_at), max(receipt.due.values())
    names = list(dict.fromkeys(holidays_on_weekdays(first, last).values_list("name", flat=True)))
    unknown = sorted(years_without_joint_leave({day.year for day in (first, last)}))
    parts = []
    if names:
        parts.append(_("Sudah diperhitungkan: %(names)s.") % {"names": ", ".join(names)})
    if unknown:
        years = ", ".join(str(year) for year in unknown)
        parts.append(_("Cuti bersama %(years)s belum ditetapkan; tanggal dalam tahun itu masih dapat bergeser.") % {"years": years})
    return " ".join(parts)


def as_text(receipt: Receipt, code: str, *, address: str) -> str:
    """The receipt in plain text, lines ended for every telephone and desk. `address` is where the code opens the status."""
    site = site_settings()
    lines = [
        _("TANDA TERIMA PENGADUAN"),
        site["inspectorate"],
        "",
        _("Kode tanda terima: %(code)s") % {"code": grouped(code)},
        _("Simpan kode ini. Hanya dengan kode ini Anda dapat membaca jawaban; kami tidak dapat mengirim ulang."),
        "",
        _("Nomor register: %(number)s") % {"number": receipt.number},
        _("Diterima: %(moment)s") % {"moment": moment(receipt.received_at)},
        _("Lampiran: %(count)d berkas") % {"count": receipt.files},
        "",
        _("Paling lambat, dalam hari kerja:"),
        *(_promise_line(promise) for promise in promises(receipt)),
        "",
        _("Status: %(address)s") % {"address": address},
        _("Telepon: %(phone)s") % {"phone": site["phone"]},
    ]
    return "\r\n".join(lines) + "\r\n"


def as_letter(receipt: Receipt, *, signed: bool) -> Letter:
    """The receipt as a paper in the language of the page. It bears no code: whoever reads the case's papers must not open the page.

    `signed`: whether an officer signs it.
    """
    files = ngettext("%(count)d berkas", "%(count)d berkas", receipt.files) % {"count": receipt.files} if receipt.files else _("Tidak ada")
    address = f"{settings.SITE_URL}{LINKS['status']}"
    rights = [
        _("Anda berhak atas pelayanan dan jawaban (Pasal 9 ayat (3))."),
        _("Perlindungan berlaku sejak pengaduan diterima (Pasal 13 ayat (1))."),
        _("Identitas Anda dan isi pengaduan dirahasiakan (Pasal 15)."),
    ]
    code = _(
        "Kode tanda terima tidak tertulis pada surat ini. Simpan kode itu terpisah: hanya dengan kode itu Anda dapat membaca jawaban "
        "dan mengirim pesan di %(address)s."
    )
    said = note(receipt)
    return Letter(
        subject=_("Tanda terima pengaduan"),
        sheet=True,
        body=[
            Facts(
                [
                    (_("Nomor register"), receipt.number),
                    (_("Diterima"), moment(receipt.received_at)),
                    (_("Saluran"), receipt.channel),
                    (_("Lampiran"), files),
                ]
            ),
            Heading(_("Paling lambat, dalam hari kerja:")),
            Items([_promise_line(promise).removeprefix("- ") for promise in promises(receipt)]),
            *([Paragraph(said)] if said else []),
            Heading(_("Hak Anda")),
            Items(rights, numbered=False),
            Paragraph(code % {"address": address}),
            *([] if signed else [Paragraph(_("Tanda terima ini dibuat oleh sistem dan berlaku tanpa tanda tangan."))]),
        ],
    )


def _promise_line(promise: Promise) -> str:
    due: date = promise.due_on
    return f"- {long_date(due)}: {promise.words} ({promise.pasal})"
