"""The letter of an answer: signed as it is issued, read by the case and its reporter, 404 for everybody else."""

from collections import Counter
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints.enums import AnswerKind, RefusalGround, Routing
from complaints.models import Answer, Complaint
from complaints.rules.answer import AnswerParts
from complaints.services import answers
from complaints.services.answer_letters import Signing, choices_for, letter_for
from complaints.services.walls import build_wall
from foundation.audit.models import AuditEntry
from foundation.papers import services as papers
from foundation.papers.enums import PaperKind
from foundation.papers.models import NumberTemplate, Paper, Signatory, SignedScan
from foundation.papers.queries import facts_of
from foundation.papers.rendering import printable
from foundation.vault.files import path_of
from tests.complaints.views.desk import ANSWER_TEXT, Desk
from tests.complaints.views.reading import text_of
from tests.complaints.views.test_answers import write
from tests.complaints.views.test_status_page import reader
from tests.data.hostile import HOSTILE
from tests.factories.complaints import received
from tests.foundation.papers.pdfs import catalogue, lines, metadata
from tests.foundation.papers.pdfs import reader as pdf_reader
from tests.foundation.papers.test_letters import lost, made

SCAN = b"%PDF-1.4 hasil pindai bertanda tangan"


@pytest.fixture
def stationery(desk: Desk) -> Signatory:
    """Kop, numbers, and the Inspektur among those who sign."""
    papers.seed_papers(at=desk.now)
    return papers.add_signatory(
        name="Hasan Basri Contoh, S.H.",
        post="Inspektur Kota Contoh",
        user=desk.office.inspector,
        rank="Pembina Utama Muda (IV/c)",
        nip="197001011995031001",
        valid_from=date(2026, 1, 1),
        by=None,
        at=desk.now,
    )


def letters():
    """The papers that are no letter of forwarding."""
    return Paper.objects.exclude(kind=PaperKind.FORWARDING)


def hand_in(desk: Desk, complaint, answer, content: bytes = SCAN):
    """The Inspektur hands in the scan of a signed print."""
    upload = SimpleUploadedFile("pindai.pdf", content, content_type="application/pdf")
    return desk.post(desk.office.inspector, "complaints:case_letter_upload", complaint.pk, answer.pk, pindai=upload)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def issue(desk: Desk, complaint, user=None, **data):
    return desk.post(user or desk.office.inspector, "complaints:case_answer_preview", complaint.pk, version="1", **data)


def test_issuing_signs_the_letter_that_says_exactly_this(desk: Desk, stationery: Signatory, settings):
    settings.SITE_URL = "https://pengaduan.contoh.id"
    registered = desk.forwarded()
    write(desk, registered.complaint)

    issued = issue(desk, registered.complaint, penanda_tangan=str(stationery.pk), bahasa="id")

    answer = Answer.objects.select_related("paper").get()
    assert (issued.status_code, answer.paper.kind, answer.paper.inside_id) == (302, "answer", registered.complaint.thread_id)
    response = desk.get(desk.office.inspector, "complaints:case_letter", registered.complaint.pk, answer.pk)
    pdf = body(response)
    code = facts_of(answer.paper, desk.keys(desk.office.inspector)).code
    address = f"https://pengaduan.contoh.id/keaslian/{'-'.join(code[at : at + 4] for at in range(0, 16, 4))}/"
    assert " ".join(lines(pdf)) == (
        "PEMERINTAH KOTA BENGKULU INSPEKTORAT Jalan Teluk Contoh Nomor 1, Bengkulu Telepon (0736) 000-0100 "
        "Nomor : 700/001/ITDA/2026 Sifat : Rahasia Lampiran : – Hal : Jawaban atas pengaduan nomor 700/0001/2026 "
        "Bengkulu, 17 November 2026 Yth. Pelapor 700/0001/2026 di tempat "
        "Sehubungan dengan pengaduan Anda yang kami terima pada 16 November 2026 dengan nomor register 700/0001/2026, "
        "dan sesuai Pasal 16 Peraturan Walikota Bengkulu Nomor 24 Tahun 2020, kami sampaikan hal-hal berikut. "
        f"{ANSWER_TEXT} "
        "Bila Anda tidak setuju, tulis keberatan Anda beserta alasannya pada halaman status. Kami menilainya dan membalasnya. "
        "Halaman status Anda buka dengan kode tanda terima di https://pengaduan.contoh.id/status/. "
        "Telepon kantor kami: (0736) 000-0100. "
        "Identitas Anda dirahasiakan (Pasal 15). Bila Anda diancam atau dirugikan karena pengaduan ini, Anda berhak atas perlindungan. "
        "Demikian kami sampaikan. Atas kepedulian Anda kami ucapkan terima kasih. "
        f"Periksa keaslian surat ini di: {address} "
        "Inspektur Kota Contoh, Hasan Basri Contoh, S.H. Pembina Utama Muda (IV/c) NIP 197001011995031001 RAHASIA Halaman 1 dari 1"
    )
    assert len(pdf) <= 120 * 1024
    assert ("<pdfaid:part>2</pdfaid:part>" in metadata(pdf), catalogue(pdf)["/Lang"], "/StructTreeRoot" in catalogue(pdf)) == (
        True,
        "id",
        True,
    )


def test_a_refusal_names_its_grounds_and_what_is_left_out_and_has_numbers_of_its_own(desk: Desk, stationery: Signatory):
    complaint = desk.forwarded().complaint
    write(desk, complaint, jenis="partial_refusal", alasan=["c", "a"], tidak_disampaikan="nama saksi")

    issue(desk, complaint, penanda_tangan="sendiri", bahasa="id")

    answer = Answer.objects.select_related("paper").get()
    text = " ".join(lines(body(desk.get(desk.office.inspector, "complaints:case_letter", complaint.pk, answer.pk))))
    assert (answer.paper.kind, answer.paper.number, answer.paper.signatory) == (PaperKind.REFUSAL, "700/001/ITDA.TLK/2026", None)
    assert "Hal : Jawaban dan penolakan sebagian jawaban atas pengaduan nomor 700/0001/2026 " in text
    assert (
        f"{ANSWER_TEXT} Sebagian jawaban tidak dapat kami sampaikan karena penyampaiannya: "
        "1. dapat menghambat proses tindak lanjut (Pasal 18 ayat (2) huruf a) "
        "2. dapat mengungkapkan rahasia pribadi seseorang (Pasal 18 ayat (2) huruf c) Yang tidak disampaikan: nama saksi "
        "Tindak lanjut atas pengaduan Anda tidak terpengaruh oleh penolakan ini. Bila Anda tidak setuju" in text
    )
    assert "Inspektur, Hasan Basri Contoh RAHASIA" in text


def test_an_english_letter_translates_its_fixed_words_alone(desk: Desk, stationery: Signatory):
    complaint = desk.forwarded().complaint
    write(desk, complaint, jenis="interim", kabar_berikutnya_hari="1", kabar_berikutnya_bulan="12", kabar_berikutnya_tahun="2026")

    issue(desk, complaint, penanda_tangan="sendiri", bahasa="en")

    answer = Answer.objects.get()
    pdf = body(desk.get(desk.office.inspector, "complaints:case_letter", complaint.pk, answer.pk))
    text = " ".join(lines(pdf))
    assert catalogue(pdf)["/Lang"] == "en"
    assert "Subject : Interim answer to complaint number 700/0001/2026" in text
    assert f"we inform you as follows. {ANSWER_TEXT} You will hear from us again by 1 December 2026 at the latest. If you disagree" in text


def test_without_a_kop_the_answer_goes_out_and_its_letter_is_made_afterwards(desk: Desk):
    registered = desk.forwarded()
    write(desk, registered.complaint)
    assert issue(desk, registered.complaint).status_code == 302
    answer = Answer.objects.get()
    waiting = text_of(desk.get(desk.office.inspector, "complaints:case_letter_make", registered.complaint.pk, answer.pk))
    papers.seed_papers(at=desk.now)

    tab = text_of(desk.get(desk.office.inspector, "complaints:case_answers", registered.complaint.pk))
    made = desk.post(
        desk.office.inspector, "complaints:case_letter_make", registered.complaint.pk, answer.pk, penanda_tangan="sendiri", bahasa="id"
    )

    assert "Minta administrator menambah kop surat Inspektorat dan nomor surat untuk Surat jawaban kepada pelapor" in waiting
    assert "Suratnya belum dibuat. Buat surat jawaban" in tab
    assert (made.status_code, Answer.objects.get().paper.number) == (302, "700/001/ITDA/2026")
    again = desk.get(desk.office.inspector, "complaints:case_letter_make", registered.complaint.pk, answer.pk)
    assert (again.status_code, letters().count()) == (404, 1)


def test_a_number_of_the_agenda_book_is_asked_and_never_given_twice(desk: Desk, stationery: Signatory):
    NumberTemplate.objects.filter(kind=PaperKind.ANSWER).update(by_hand=True)
    first, second = desk.forwarded().complaint, desk.forwarded().complaint
    for complaint in (first, second):
        write(desk, complaint)

    unnumbered = issue(desk, first, penanda_tangan="sendiri", bahasa="id")
    numbered = issue(desk, first, penanda_tangan="sendiri", bahasa="id", nomor="700/88/ITDA/2026")
    taken = issue(desk, second, penanda_tangan="sendiri", bahasa="id", nomor="700/88/ITDA/2026")

    assert [one.status_code for one in (unnumbered, numbered, taken)] == [422, 302, 422]
    assert "Periksa buku agenda lalu isi nomor lain: nomor ini sudah dipakai surat lain" in text_of(taken)
    assert (letters().count(), second.answers.get().issued_at) == (1, None)


def test_nobody_signs_a_refusal_in_the_name_of_another(desk: Desk, stationery: Signatory):
    complaint = desk.forwarded().complaint
    other = papers.add_signatory(name="Orang Lain", post="Sekretaris", valid_from=date(2026, 1, 1), by=None, at=desk.now)
    write(desk, complaint, jenis="refusal", alasan=["d"], isi="")

    chosen = issue(desk, complaint, penanda_tangan=str(other.pk), bahasa="id")
    answer = Answer.objects.get()

    assert (chosen.status_code, "Orang Lain" in text_of(chosen)) == (422, False)
    with pytest.raises(answers.NotTheSigner):
        answers.issue_answer(
            answer, version=1, signing=Signing(other), keys=desk.keys(desk.office.inspector), by=desk.office.inspector, at=desk.now
        )
    assert (Answer.objects.get().issued_at, letters().count()) == (None, 0)


def test_nobody_whom_a_wall_keeps_from_the_case_is_offered_its_letter_to_sign(desk: Desk, stationery: Signatory):
    walled = papers.add_signatory(
        name="Rina Anjani, S.E.", post="Sekretaris", user=desk.office.auditor, valid_from=date(2026, 1, 1), by=None, at=desk.now
    )
    open_case, shut_case = desk.forwarded().complaint, desk.forwarded().complaint
    keys = desk.keys(desk.office.inspector)
    build_wall(shut_case, desk.office.auditor, reason="Ipar terlapor.", keys=keys, by=desk.office.inspector, at=desk.now)

    offered = [choices_for(case, AnswerKind.FINAL, by=desk.office.inspector, at=desk.now) for case in (open_case, shut_case)]

    assert [walled in [choice.signature for choice in choices] for choices in offered] == [True, False]


def test_where_a_colleague_of_the_accused_could_be_asked_only_who_issues_signs(desk: Desk, stationery: Signatory):
    papers.add_signatory(name="Orang Lain", post="Sekretaris", valid_from=date(2026, 1, 1), by=None, at=desk.now)
    complaint = received(routing=Routing.INSPECTORATE).complaint

    offered = choices_for(complaint, AnswerKind.FINAL, by=desk.office.inspector, at=desk.now)

    assert offered[0].signature == stationery
    assert ["Orang Lain" in choice.label for choice in offered] == [False] * len(offered)


def test_a_signatory_whose_term_is_over_signs_nothing_and_no_number_is_lost(desk: Desk, stationery: Signatory):
    complaint = desk.forwarded().complaint
    write(desk, complaint)
    answer = Answer.objects.get()
    Signatory.objects.update(valid_to=date(2026, 11, 1))
    stationery.refresh_from_db()

    with pytest.raises(papers.SignatoryNotInForce):
        answers.issue_answer(
            answer, version=1, signing=Signing(stationery), keys=desk.keys(desk.office.inspector), by=desk.office.inspector, at=desk.now
        )
    issue(desk, complaint, penanda_tangan="sendiri", bahasa="id")

    assert Answer.objects.get().paper.number == "700/001/ITDA/2026"


def test_a_case_sealed_away_bears_neither_kop_nor_number_nor_name_of_the_inspektorat(desk: Desk, stationery: Signatory):
    complaint, delegate = received(routing=Routing.INSPECTOR).complaint, desk.office.delegate
    desk.post(delegate, "complaints:case_answer_draft", complaint.pk, jenis="final", isi=ANSWER_TEXT, version="0", tidak_disampaikan="")
    page = text_of(desk.get(delegate, "complaints:case_answer_preview", complaint.pk))

    issue(desk, complaint, delegate, penanda_tangan="sendiri", bahasa="id")

    paper = Answer.objects.select_related("paper").get().paper
    text = " ".join(lines(body(desk.get(delegate, "complaints:case_letter", complaint.pk, Answer.objects.get().pk))))
    assert (paper.number, paper.sequence, stationery.name in page) == (f"{complaint.register_number}/1", None, False)
    assert text.startswith("PEMERINTAH KOTA BENGKULU Nomor : ")
    assert [word for word in ("INSPEKTORAT", "Inspektur", "ITDA", "(0736)", "Jalan") if word in text] == []
    assert "Delegasi Walikota, Sekar Contoh" in text


def test_only_the_people_of_the_case_and_its_reporter_find_the_letter(desk: Desk, stationery: Signatory):
    registered, other = desk.forwarded(), desk.forwarded()
    complaint = registered.complaint
    desk.shared(complaint, desk.office.second_auditor)
    case, keys = desk.opened(complaint, desk.office.inspector)
    build_wall(case, desk.office.second_auditor, reason="Ipar terlapor.", keys=keys, by=desk.office.inspector, at=desk.now)
    answer = desk.answered(complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))
    hand_in(desk, complaint, answer)
    scan = SignedScan.objects.get()
    inside = [("case_letter", []), ("case_letter_scan", [scan.pk])]
    strangers = [user for user in desk.office.everybody() if user not in (desk.office.inspector, desk.office.deputy)]

    staff = {
        desk.get(user, f"complaints:{name}", complaint.pk, answer.pk, *more).status_code for user in strangers for name, more in inside
    }
    elsewhere = [desk.get(desk.office.inspector, f"complaints:{name}", other.complaint.pk, answer.pk, *more) for name, more in inside]
    public = [f"/status/jawaban/{answer.pk}.pdf", f"/status/jawaban/{answer.pk}/pindai/{scan.pk}/"]

    assert staff == {404}
    assert [one.status_code for one in elsewhere] == [404, 404]
    assert [reader(other).get(address).status_code for address in public] == [404, 404]
    assert [(one.status_code, one["Location"]) for one in map(Client().get, public)] == [(302, "/status/")] * 2
    assert body(desk.get(desk.office.deputy, "complaints:case_letter", complaint.pk, answer.pk)).startswith(b"%PDF-1.7")


def test_the_reporter_takes_the_letter_and_its_signed_print_from_his_page(desk: Desk, stationery: Signatory):
    registered = desk.forwarded()
    answer = desk.answered(registered.complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))
    hand_in(desk, registered.complaint, answer)
    browser = reader(registered)

    page = text_of(browser.get("/status/"))
    letter, scan = (
        browser.get(f"/status/jawaban/{answer.pk}.pdf"),
        browser.get(f"/status/jawaban/{answer.pk}/pindai/{SignedScan.objects.get().pk}/"),
    )

    assert "Unduh surat jawaban (PDF) Unduh surat bertanda tangan (hasil pindai)" in page
    assert (letter["Content-Type"], letter["Content-Disposition"]) == ("application/pdf", 'attachment; filename="700-001-ITDA-2026.pdf"')
    assert (ANSWER_TEXT in " ".join(lines(body(letter))), body(scan)) == (True, SCAN)
    taken = AuditEntry.objects.filter(action="paper.opened")
    assert [(one.actor_kind, one.actor_id) for one in taken] == [("reporter", None)] * 2


def test_a_scan_is_handed_in_by_who_decides_and_only_a_scan(desk: Desk, stationery: Signatory):
    complaint = desk.forwarded().complaint
    answer = desk.answered(complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))

    page = hand_in(desk, complaint, answer, b"<html>")
    kept = hand_in(desk, complaint, answer)

    assert (page.status_code, "Pilih hasil pindai berupa PDF, PNG, atau JPEG" in text_of(page)) == (422, True)
    assert (kept["Location"], SignedScan.objects.count()) == (f"/petugas/perkara/{complaint.pk}/jawaban/", 1)
    assert "Unduh hasil pindai oleh Hasan Basri Contoh" in text_of(desk.get(desk.office.inspector, "complaints:case_answers", complaint.pk))


def test_the_draft_is_shown_as_one_and_kept_nowhere(desk: Desk, stationery: Signatory):
    complaint = desk.forwarded().complaint
    write(desk, complaint)

    response = desk.get(desk.office.inspector, "complaints:case_letter_preview", complaint.pk)

    text = " ".join(lines(response.content))
    assert (response["Content-Type"], letters().count()) == ("application/pdf", 0)
    assert ("KONSEP" in text, "Nomor : …" in text, ANSWER_TEXT in text, "keaslian" in text) == (True, True, True, False)


def test_a_letter_whose_file_is_lost_is_said_so(desk: Desk, stationery: Signatory):
    registered = desk.forwarded()
    answer = desk.answered(registered.complaint, AnswerParts(AnswerKind.FINAL, ANSWER_TEXT))
    path_of(answer.paper.stored_name).unlink()

    staff = desk.browser(desk.office.inspector).get(
        f"/petugas/perkara/{registered.complaint.pk}/jawaban/{answer.pk}/surat.pdf", follow=True
    )
    public = reader(registered).get(f"/status/jawaban/{answer.pk}.pdf", follow=True)

    assert "Surat ini tidak dapat dibuka: rusak atau tidak ada di penyimpanan. Beri tahu administrator." in text_of(staff)
    assert "Surat ini sedang tidak dapat dibuka. Beri tahu kami lewat pesan" in text_of(public)


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("language", ["id", "en"])
def test_hostile_words_of_an_answer_are_text_and_change_no_structure(name: str, language: str):
    text = HOSTILE[name][:200]
    while len(printable(text)) > 500:
        text = text[:-1]
    complaint = Complaint(register_number="700/0001/2026", received_on=date(2026, 11, 16), routing=Routing.NONE)

    def pdf(words: str) -> bytes:
        parts = AnswerParts(AnswerKind.PARTIAL_REFUSAL, words, frozenset({RefusalGround.C}), withheld=words)
        return made(letter_for(complaint, parts, language=language), language=language)

    assert lost(name, text, pdf(text), times=2) == Counter()
    assert structure(pdf(text)) == structure(pdf("nama saksi"))


def structure(pdf: bytes) -> Counter[str]:
    """How many elements of each kind the tags of a file name, and its annotations."""
    found: Counter[str] = Counter()
    waiting = [catalogue(pdf)["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found[str(node.get("/S", ""))] += "/S" in node
            waiting += [node["/K"]] if "/K" in node else []
    return found + Counter(annotated=sum("/Annots" in page for page in pdf_reader(pdf).pages))
