"""The case screen: what each tab shows, to whom, exactly as it was told, and at what price."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.enums import Routing
from complaints.models import Complaint
from complaints.services.attachments import IncomingFile, ingest_file
from complaints.services.register import AccusedInput
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment
from foundation.audit.services import record
from foundation.vault.files import seal_stream
from foundation.vault.models import Grant
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import links_of, text_of
from tests.factories.accounts import appoint
from tests.factories.complaints import STORY, received

AWKWARD = "Pak <script>alert(1)</script> & “H”\n\n\tbilang: \u202egnp.exe\u200b {{ 7|add:7 }} {% now %} 'or 1=1--"
TABS = ("case", "case_story", "case_parties", "case_files", "case_messages", "case_answers", "case_timeline", "case_identity")
TEN_DAYS_AFTER = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
"""Monday 30 November 2026, 10.00 WIB: ten days after the term of the tests below ended."""
REPORTER = {"name": "Ratna Pelapor Rahasia", "phone": "0812-3456-7890"}


def test_the_summary_tells_the_case_on_one_page(desk: Desk):
    complaint = desk.forwarded(received(reporter_named=True, reporter=REPORTER)).complaint

    page = text_of(desk.get(desk.office.inspector, "complaints:case", complaint.pk))

    for words in (
        "Perkara 700/0001/2026",
        "Pungutan liar menurut petugas penerima, belum ditetapkan penelaahan",
        "Diterima Senin, 16 November 2026, pukul 09.30 WIB, lewat formulir web (Pasal 6 ayat (3) huruf b)",
        "Dicatat Senin, 16 November 2026, pukul 09.31 WIB oleh pelapor sendiri",
        "Pelapor Perorangan di luar Pemerintah Kota, menyebut nama (disegel)",
        "Terlapor Hendro P., petugas loket, Kecamatan Tanjung Arum",
        f"Pokok pengaduan {STORY}",
        "Sampai kepada yang berwenang (Pasal 6 ayat (5)) , Tuti Marliah",
    ):
        assert words in page
    assert REPORTER["name"] not in page


@pytest.mark.parametrize("tab", TABS)
def test_no_tab_shows_who_the_reporter_is(desk: Desk, tab: str):
    complaint = received(reporter_named=True, reporter=REPORTER).complaint

    body = desk.get(desk.office.inspector, f"complaints:{tab}", complaint.pk).content.decode()

    assert [words for words in REPORTER.values() if words in body] == []


def test_the_story_is_shown_as_it_was_told(desk: Desk):
    complaint = received(story={"story": AWKWARD, "when": "Oktober 2026", "hour": "jam 9", "where": "Loket <2>"}).complaint

    body = desk.get(desk.office.inspector, "complaints:case_story", complaint.pk).content.decode()

    assert (
        "Pak &lt;script&gt;alert(1)&lt;/script&gt; &amp; “H”\n\n\tbilang: ⟦U+202E⟧gnp.exe⟦U+200B⟧ {{ 7|add:7 }} {% now %} &#x27;or 1=1--"
        in body
    )
    assert ("Oktober 2026, kira-kira jam 9" in body, "Loket &lt;2&gt;" in body) == (True, True)


def test_every_accused_is_a_party(desk: Desk):
    accused = (AccusedInput(name="Hendro P.", post="petugas loket", unit="Kecamatan Tanjung Arum"), AccusedInput(unit="Dinas Pasar"))
    complaint = received(accused=accused).complaint

    page = text_of(desk.get(desk.office.inspector, "complaints:case_parties", complaint.pk))

    assert (
        "Terlapor 1: Hendro P. Jabatan petugas loket Unit kerja Kecamatan Tanjung Arum Kedudukan Belum diketahui Hasil Belum diputus"
        in page
    )
    assert "Terlapor 2: nama tidak diketahui Jabatan Tidak disebut Unit kerja Dinas Pasar" in page


def test_a_change_of_route_is_told_with_its_reason(desk: Desk):
    complaint = received().complaint
    case, _keys = desk.opened(complaint, desk.office.inspector)
    desk.post(
        desk.office.inspector, "complaints:case_reroute", case.pk, tujuan=Routing.ECHELON_II, alasan="Terlapor ternyata kepala dinas."
    )

    story = text_of(desk.get(desk.office.inspector, "complaints:case_story", complaint.pk))
    summary = text_of(desk.get(desk.office.inspector, "complaints:case", complaint.pk))

    assert "Tujuan pengaduan ini pernah diubah. Terlapor ternyata kepala dinas." in story
    assert "Kedudukan terlapor Pejabat eselon II di luar Inspektorat (semula: Unit kerja lain, atau belum diketahui)" in summary


@pytest.mark.parametrize("tab", [*TABS, "case_forward", "case_reroute", "case_recuse", "case_summary_edit", "case_answer_draft"])
@pytest.mark.parametrize("who", ["walled", "stranger"])
def test_walled_people_and_strangers_find_nothing(desk: Desk, tab: str, who: str):
    named = AccusedInput(name=desk.office.second_auditor.full_name)
    complaint = received(accused=(named,), routing=Routing.INSPECTORATE).complaint
    user = desk.office.second_auditor if who == "walled" else desk.office.auditor

    response = desk.get(user, f"complaints:{tab}", complaint.pk)

    assert response.status_code == 404
    assert [words for words in (STORY, complaint.register_number, "Hendro") if words in response.content.decode()] == []


def test_an_officer_who_handed_it_on_keeps_the_receipt_and_no_more(desk: Desk):
    complaint = desk.forwarded(received(by=desk.office.channel, channel="telepon")).complaint
    user = desk.office.channel

    receipt = desk.get(user, "complaints:officer_receipt", complaint.pk)

    assert desk.get(user, "complaints:case", complaint.pk).status_code == 404
    assert "Pengaduan ini sudah tidak Anda tangani." in text_of(receipt)
    assert "Diterima Senin, 16 November 2026, pukul 09.30 WIB Saluran Telepon Tahap Diteruskan" in text_of(receipt)
    assert [words for words in (STORY, "Hendro", "Kecamatan") if words in receipt.content.decode()] == []


def test_an_officer_who_still_has_it_is_led_to_the_case(desk: Desk):
    complaint = received(by=desk.office.channel, channel="telepon").complaint

    response = desk.get(desk.office.channel, "complaints:officer_receipt", complaint.pk)

    assert links_of(response)["Buka perkaranya"] == f"/petugas/perkara/{complaint.pk}/"


def test_a_receipt_of_somebody_else_is_not_there(desk: Desk):
    complaint = received(by=desk.office.receiving, channel="pejabat").complaint

    assert desk.get(desk.office.channel, "complaints:officer_receipt", complaint.pk).status_code == 404
    assert desk.get(desk.office.inspector, "complaints:officer_receipt", complaint.pk).status_code == 404


def test_the_full_timeline_has_pages(desk: Desk):
    complaint = received().complaint
    for minute in range(130):
        record("attachment.opened", complaint, by=desk.office.inspector, at=desk.now + timedelta(minutes=minute))

    first = desk.get(desk.office.inspector, "complaints:case_timeline", complaint.pk)
    second = desk.get(desk.office.inspector, "complaints:case_timeline", complaint.pk, halaman="2")

    assert (len(first.context["timeline"]), len(second.context["timeline"])) == (100, 31)
    assert second.context["timeline"][-1].title == "Diterima dan dicatat; perlindungan mulai berlaku (Pasal 13 ayat (1))"


def busy(desk: Desk) -> Complaint:
    """A case with 200 entries on its timeline and 50 documents."""
    complaint = desk.forwarded().complaint
    case, keys = desk.opened(complaint, desk.office.inspector)
    stored = [seal_stream([b"isi berkas %d" % number]) for number in range(50)]
    for number, file in enumerate(stored):
        incoming = IncomingFile(file, name=f"bukti-{number}.pdf")
        ingest_file(case, incoming, inside=case.content, keys=keys, by=desk.office.inspector, at=desk.now)
    for minute in range(150):
        record("attachment.opened", case, by=desk.office.inspector, at=desk.now + timedelta(minutes=minute))
    return complaint


@pytest.mark.parametrize("filtered", [{}, {"urut": "-nomor", "tahap": "semua"}])
def test_a_busy_case_costs_few_questions(desk: Desk, django_assert_max_num_queries, filtered: dict):
    complaint = busy(desk)
    desk.browser(desk.office.inspector)

    for tab in TABS:
        with django_assert_max_num_queries(25):
            response = desk.get(desk.office.inspector, f"complaints:{tab}", complaint.pk, **filtered)
        assert response.status_code == 200
    assert len(desk.get(desk.office.inspector, "complaints:case", complaint.pk).context["timeline"]) == 25


def test_a_page_of_a_case_is_never_kept_by_the_browser(desk: Desk):
    complaint = received().complaint

    response = desk.get(desk.office.inspector, "complaints:case", complaint.pk)

    assert response["Cache-Control"] == "no-store, private"


def test_only_the_page_to_act_on_has_a_main_button(desk: Desk):
    complaint = received().complaint
    user = desk.office.channel

    summary = desk.get(user, "complaints:case", complaint.pk).content.decode()
    forward = desk.get(user, "complaints:case_forward", complaint.pk).content.decode()
    conversation = desk.get(user, "complaints:case_messages", complaint.pk).content.decode()

    assert [page.count("btn-primary") for page in (summary, forward, conversation)] == [1, 1, 1]


@pytest.mark.parametrize("tab", [*TABS, "case_reroute", "case_wall"])
def test_a_term_that_ran_out_shows_no_case_although_no_night_has_taken_the_key(desk: Desk, tab: str):
    complaint = received().complaint
    deputy = desk.office.deputy
    Appointment.objects.filter(user=deputy).update(valid_to=date(2026, 11, 20))
    appoint(deputy, Role.PROTECTION_OFFICER, valid_from=date(2026, 11, 21))
    desk.at(TEN_DAYS_AFTER)

    response = desk.get(deputy, f"complaints:{tab}", complaint.pk)

    assert Grant.objects.filter(holder=deputy.holder, compartment=complaint.content).count() == 1
    assert response.status_code == 404
    assert [words for words in (STORY, complaint.register_number, "Hendro") if words in response.content.decode()] == []


def test_an_office_left_for_a_team_opens_no_case_it_brought_and_its_row_tells_nothing_sealed(desk: Desk):
    complaint = received().complaint
    deputy = desk.office.deputy
    Appointment.objects.filter(user=deputy).update(valid_to=date(2026, 11, 20))
    appoint(deputy, Role.AUDITOR, valid_from=date(2026, 11, 21))
    desk.at(TEN_DAYS_AFTER)

    case = desk.get(deputy, "complaints:case", complaint.pk)
    rows = desk.get(deputy, "complaints:inbox").context["rows"]

    assert case.status_code == 404
    assert [(row.complaint.pk, row.unit, row.openable) for row in rows] == [(complaint.pk, "", False)]
    assert [row.unit for row in desk.get(desk.office.inspector, "complaints:inbox").context["rows"]] == ["Kecamatan Tanjung Arum"]


def test_a_team_and_an_office_that_still_count_open_the_case(desk: Desk):
    complaint = received().complaint
    desk.shared(complaint, desk.office.auditor)
    desk.at(TEN_DAYS_AFTER)

    people = (desk.office.inspector, desk.office.deputy, desk.office.channel, desk.office.auditor)
    assert [desk.get(user, "complaints:case", complaint.pk).status_code for user in people] == [200] * 4
