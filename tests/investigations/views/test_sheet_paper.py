"""The sheet's paper by the screens: a draft to look at, a download for the people of the case, a scan beside it, nothing for others."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.services.walls import build_wall
from foundation.papers.enums import PaperKind
from foundation.papers.models import Letterhead, Paper, SignedScan
from foundation.papers.services import add_numbering, seed_papers
from tests.factories.accounts import keyring
from tests.factories.investigations import SIGNED_AT, forwarded, saved, signed
from tests.foundation.papers.pdfs import lines
from tests.investigations.pages import address

SCAN = b"%PDF-1.4 hasil pindai rahasia"


@pytest.fixture(autouse=True)
def stationery(office):
    """A kop and numbers."""
    seed_papers(at=SIGNED_AT)


def body(response):
    return b"".join(response.streaming_content)


def test_the_reviewer_looks_at_the_draft_and_nothing_is_kept(office, reviewed, browser):
    saved(reviewed, by=office.auditor)

    answer = browser(office.auditor).get(address("preview", reviewed))

    text = lines(answer.content)
    assert [word in text for word in ("KONSEP", "Nomor: …", "Rina Anjani", "Pungutan Rp150.000 untuk blanko KTP")] == [True] * 4
    assert browser(office.inspector).get(address("preview", reviewed)).status_code == 404
    assert not Paper.objects.filter(kind=PaperKind.REVIEW).exists()


def test_without_a_kop_the_draft_says_what_to_do(office, reviewed, browser):
    saved(reviewed, by=office.auditor)
    Letterhead.objects.update(valid_to=date(2026, 10, 31))

    page = browser(office.auditor).get(address("preview", reviewed), follow=True).content.decode()

    assert "Minta administrator menambah kop surat" in page


def test_signing_by_the_screen_makes_the_paper_and_the_tab_offers_it(office, reviewed, browser):
    review = saved(reviewed, by=office.auditor)
    client = browser(office.auditor)

    client.post(address("sign", reviewed), {"version": review.version})

    page = client.get(address("follow_up", reviewed)).content.decode()
    review.refresh_from_db()
    assert [address(name, reviewed, review.pk) in page for name in ("paper", "add_scan")] == [True, True]
    assert "700/001/ITDA.LP/2026" in page
    answer = client.get(address("paper", reviewed, review.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="700-001-ITDA-LP-2026.pdf"'
    assert "Pungutan Rp150.000 untuk blanko KTP" in lines(body(answer))


def test_strangers_and_walled_people_get_404(office, reviewed, browser):
    review = signed(reviewed, by=office.auditor)
    scan = hand_in(review, reviewed, browser(office.auditor))
    keys = keyring(office.inspector, at=SIGNED_AT)
    build_wall(reviewed, office.deputy, reason="Saudara terlapor.", keys=keys, by=office.inspector, at=SIGNED_AT)
    places = [address(name, reviewed, review.pk) for name in ("paper", "add_scan", "make_paper")]
    places.append(address("scan", reviewed, review.pk, scan.pk))

    people = (office.second_auditor, office.deputy, office.mayor, office.channel, office.custodian_inside, office.administrator)
    answers = [browser(person).get(place) for person in people for place in places]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert browser(office.inspector).get(places[0]).status_code == 200


def test_a_sheet_is_found_below_its_own_case_only(office, reviewed, browser):
    review, other = signed(reviewed, by=office.auditor), forwarded(office)

    client = browser(office.inspector)

    assert client.get(address("paper", other, review.pk)).status_code == 404
    assert client.get(address("paper", reviewed, uuid4())).status_code == 404


def hand_in(review, case, client):
    answer = client.post(address("add_scan", case, review.pk), {"pindai": SimpleUploadedFile("pindai.pdf", SCAN, "application/pdf")})
    assert (answer.status_code, answer.headers["Location"]) == (302, address("follow_up", case))
    return SignedScan.objects.get()


def test_the_scan_stands_beside_the_paper(office, reviewed, browser):
    review = signed(reviewed, by=office.auditor)
    scan = hand_in(review, reviewed, browser(office.auditor))
    client = browser(office.inspector)

    page = client.get(address("follow_up", reviewed)).content.decode()

    assert address("scan", reviewed, review.pk, scan.pk) in page
    assert body(client.get(address("scan", reviewed, review.pk, scan.pk))) == SCAN
    assert client.get(address("scan", reviewed, review.pk, uuid4())).status_code == 404


def test_a_number_of_the_agenda_book_is_asked_afterwards(office, reviewed, browser):
    book = {"pattern": "{klas}/{seq}/BUKU/{year}", "by_hand": True, "valid_from": date(2026, 11, 1)}
    add_numbering(PaperKind.REVIEW, **book, by=None, at=SIGNED_AT)
    review = signed(reviewed, by=office.auditor)
    client = browser(office.auditor)
    page = client.get(address("follow_up", reviewed)).content.decode()

    empty = client.post(address("make_paper", reviewed, review.pk), {"penanda_tangan": "sendiri", "nomor": ""}).content.decode()
    client.post(address("make_paper", reviewed, review.pk), {"penanda_tangan": "sendiri", "nomor": "700/17/ITDA/2026"})

    review.refresh_from_db()
    assert [address("make_paper", reviewed, review.pk) in page, 'id="id_nomor"' in empty] == [True, True]
    assert review.paper.number == "700/17/ITDA/2026"


def test_what_is_missing_is_told_and_nothing_is_made(office, reviewed, browser):
    Letterhead.objects.update(valid_to=date(2026, 10, 31))
    review = signed(reviewed, by=office.auditor)

    client = browser(office.inspector)
    page = client.get(address("make_paper", reviewed, review.pk)).content.decode()
    refused = client.post(address("make_paper", reviewed, review.pk), {"penanda_tangan": "sendiri"}).content.decode()

    assert "Minta administrator menambah kop surat Inspektorat pada Pengaturan." in page
    assert "Minta administrator menambah kop surat pada Pengaturan, bagian Kop surat." in refused
    assert not Paper.objects.filter(kind=PaperKind.REVIEW).exists()
