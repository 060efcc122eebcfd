"""The sealed files of a case: named, hashed, and given out whole or not at all."""

import hashlib

import pytest

from complaints.models import Attachment, Complaint
from complaints.services.attachments import IncomingFile, ingest_file
from complaints.views.staff_files import harmless_name
from foundation.audit.models import AuditEntry
from foundation.vault.files import path_of, seal_stream
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import rows_of, text_of
from tests.factories.complaints import received

CONTENT = b"%PDF-1.7\n" + b"isi yang rahasia " * 90_000
NAME = "../rekap \u202efdp.exe"


def stored(desk: Desk, name: str = NAME, content: bytes = CONTENT) -> tuple[Complaint, Attachment]:
    """A case with one file of the reporter."""
    complaint = desk.forwarded().complaint
    case, keys = desk.opened(complaint, desk.office.inspector)
    file = IncomingFile(seal_stream([content]), name=name)
    return complaint, ingest_file(case, file, inside=case.thread, keys=keys, by=None, at=desk.now)


def test_the_list_shows_names_senders_sizes_and_hashes(desk: Desk):
    complaint, _file = stored(desk)

    response = desk.get(desk.office.inspector, "complaints:case_files", complaint.pk)

    assert rows_of(response) == [
        [
            "../rekap ⟦U+202E⟧fdp.exe , unduh berkas asli",
            "Pelapor 17 Nov 2026, 10.00 WIB",
            "1,5 MB",
            hashlib.sha256(CONTENT).hexdigest(),
        ],
    ]
    assert "Berkas belum diperiksa dari virus." in text_of(response)


def test_a_case_without_files_says_so(desk: Desk):
    complaint = received().complaint

    assert "Belum ada dokumen." in text_of(desk.get(desk.office.inspector, "complaints:case_files", complaint.pk))


def test_an_original_is_given_out_whole_and_noted(desk: Desk):
    complaint, file = stored(desk)

    response = desk.get(desk.office.inspector, "complaints:case_file", complaint.pk, file.pk)

    assert b"".join(response.streaming_content) == CONTENT
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition", "Content-Length", "X-Content-Type-Options")} == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="rekap fdp.exe.bin"',
        "Content-Length": str(len(CONTENT)),
        "X-Content-Type-Options": "nosniff",
    }
    noted = AuditEntry.objects.get(action="attachment.opened")
    assert (noted.target_id, noted.actor_id, noted.detail) == (complaint.pk, desk.office.inspector.pk, {"attachment": str(file.pk)})


@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_damaged_file_is_told_before_the_first_byte(desk: Desk, damage: str):
    complaint, file = stored(desk, content=b"pendek")
    path = path_of(file.stored_name)
    sealed = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(sealed[:-1] if damage == "cut" else sealed[:-1] + bytes([sealed[-1] ^ 1]))

    url = f"/petugas/perkara/{complaint.pk}/dokumen/{file.pk}/"
    response = desk.browser(desk.office.inspector).get(url, follow=True)

    assert "Berkas ini tidak dapat dibuka: rusak atau tidak ada di penyimpanan. Beri tahu administrator." in text_of(response)
    assert AuditEntry.objects.filter(action="attachment.opened").count() == 0


def test_a_file_is_reached_through_its_own_case_only(desk: Desk):
    _complaint, file = stored(desk)
    other = desk.forwarded().complaint

    assert desk.get(desk.office.inspector, "complaints:case_file", other.pk, file.pk).status_code == 404


def test_a_stranger_gets_no_file(desk: Desk):
    complaint, file = stored(desk)

    response = desk.get(desk.office.second_auditor, "complaints:case_file", complaint.pk, file.pk)

    assert (response.status_code, CONTENT in response.content) == (404, False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("foto bukti.JPG", "foto bukti.JPG"),
        ("rekening.pdf", "rekening.pdf"),
        ("C:\\Users\\saya\\bukti.docx", "bukti.docx"),
        ("../../etc/passwd", "passwd.bin"),
        ("invoice\u202egpj.exe", "invoicegpj.exe.bin"),
        ("surat.pdf.exe", "surat.pdf.exe.bin"),
        ("halaman.html", "halaman.html.bin"),
        ('a"b<c>|d?.pdf', "abcd.pdf"),
        ("baris\r\nbaru\0.pdf", "barisbaru.pdf"),
        (".htaccess", "htaccess.bin"),
        ("", "berkas.bin"),
        ("\u200b", "berkas.bin"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("ꦱꦸꦫꦠ.pdf", "ꦱꦸꦫꦠ.pdf"),
    ],
)
def test_names_are_made_harmless(name: str, expected: str):
    assert harmless_name(name) == expected
