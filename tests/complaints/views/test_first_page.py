"""Where people without cases begin, what is kept of a forwarded complaint, and the way back from a page that is not there."""

import pytest

from complaints.enums import ComplaintState, Routing
from complaints.services.sweep import sweep_deadlines
from complaints.services.walls import build_wall
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import links_of, rows_of, text_of
from tests.factories.complaints import STORY, received


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("mayor", "/petugas/laporan/"),
        ("publisher", "/petugas/laporan/"),
        ("protection", "/petugas/perlindungan/"),
        ("administrator", "/petugas/pengaturan/"),
        ("custodian_inside", "/petugas/identitas/"),
        ("custodian_outside", "/petugas/identitas/"),
    ],
)
def test_who_never_holds_a_case_begins_at_the_first_page_of_the_menu(desk: Desk, who: str, where: str):
    response = desk.get(getattr(desk.office, who), "complaints:inbox")

    assert (response.status_code, response["Location"]) == (302, where)


class TestForwarded:
    """What a channel officer keeps of a complaint that came by the web form."""

    def test_receipt_and_status_without_contents(self, desk: Desk):
        complaint = desk.forwarded().complaint

        listed = desk.get(desk.office.channel, "complaints:inbox", antrean="diteruskan")
        receipt = desk.browser(desk.office.channel).get(links_of(listed)[complaint.register_number])
        page = text_of(receipt)

        assert [row[0] for row in rows_of(listed)] == [complaint.register_number]
        assert "Pengaduan ini sudah tidak Anda tangani." in page
        assert (str(ComplaintState.FORWARDED.label) in page, STORY in page, "Hendro P." in page) == (True, False, False)
        assert desk.get(desk.office.channel, "complaints:case", complaint.pk).status_code == 404

    def test_a_colleague_who_did_not_forward_it_keeps_nothing(self, desk: Desk):
        complaint = desk.forwarded().complaint

        listed = desk.get(desk.office.channel_deputy, "complaints:inbox", antrean="diteruskan")

        assert rows_of(listed) == []
        assert desk.get(desk.office.channel_deputy, "complaints:officer_receipt", complaint.pk).status_code == 404

    def test_who_is_walled_afterwards_keeps_nothing(self, desk: Desk):
        complaint = desk.forwarded().complaint
        case, keys = desk.opened(complaint, desk.office.inspector)
        build_wall(case, desk.office.channel, reason="ipar terlapor", keys=keys, by=desk.office.inspector, at=desk.now)

        listed = desk.get(desk.office.channel, "complaints:inbox", antrean="diteruskan")

        assert rows_of(listed) == []
        assert desk.get(desk.office.channel, "complaints:officer_receipt", complaint.pk).status_code == 404

    def test_a_complaint_sealed_away_from_the_officers_leaves_no_trace(self, desk: Desk):
        complaint = received(routing=Routing.INSPECTOR).complaint
        sweep_deadlines(at=desk.now)

        assert desk.get(desk.office.channel, "complaints:officer_receipt", complaint.pk).status_code == 404
        assert rows_of(desk.get(desk.office.channel, "complaints:inbox", q=complaint.register_number)) == []


@pytest.mark.parametrize("address", ["/petugas/tidak-ada/", "/petugas/perkara/0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00/"])
def test_staff_find_the_way_back_from_a_page_that_is_not_there_or_not_theirs(desk: Desk, address: str):
    response = desk.browser(desk.office.auditor).get(address)

    assert (response.status_code, links_of(response)["Kembali ke ruang kerja"]) == (404, "/petugas/")
    assert desk.office.auditor.full_name in text_of(response)


def test_what_is_not_there_and_what_is_not_theirs_read_the_same(desk: Desk):
    hidden = received().complaint
    browser = desk.browser(desk.office.auditor)

    pages = [text_of(browser.get(f"/petugas/perkara/{pk}/")) for pk in (hidden.pk, "0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00")]

    assert pages[0] == pages[1]
