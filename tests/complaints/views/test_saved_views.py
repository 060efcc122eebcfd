"""[Simpan tampilan]: filters a person keeps, named by themselves, seen by nobody else."""

from complaints.models import SavedView
from complaints.services.saved_views import MOST_VIEWS, keep_view
from tests.complaints.views.desk import Desk
from tests.complaints.views.reading import links_of, text_of
from tests.factories.complaints import received

LATE = {"antrean": "lewat", "jenis": "pungli"}


def test_filters_are_kept_and_come_back_by_name(desk: Desk):
    received()
    inspector = desk.office.inspector
    offered = text_of(desk.get(inspector, "complaints:inbox", **LATE))
    after = desk.post(inspector, "complaints:save_view", **LATE, urut="-nomor")
    page = desk.get(inspector, "complaints:inbox")

    assert ("Simpan tampilan" in offered, after["Location"]) == (True, "/petugas/?antrean=lewat&jenis=pungli&urut=-nomor")
    assert links_of(page)["Lewat batas, Pungutan liar, nomor terbesar"] == "/petugas/?antrean=lewat&jenis=pungli&urut=-nomor"
    assert "Simpan tampilan" not in text_of(page)
    assert "Simpan tampilan" not in text_of(desk.browser(inspector).get(after["Location"]))


def test_neither_a_number_nor_the_usual_order_is_kept(desk: Desk):
    desk.post(desk.office.inspector, "complaints:save_view", q="700/0001/2026", urut="batas")
    desk.post(desk.office.inspector, "complaints:save_view", q="700/0001/2026", antrean="lewat", urut="batas")

    assert [view.query for view in SavedView.objects.all()] == ["antrean=lewat"]


def test_unknown_words_are_not_kept(desk: Desk):
    desk.post(desk.office.inspector, "complaints:save_view", antrean="semua", jenis="'; DROP TABLE", urut="acak")

    assert SavedView.objects.count() == 0


def test_saving_twice_is_saving_once(desk: Desk):
    for _ in range(2):
        desk.post(desk.office.inspector, "complaints:save_view", **LATE)

    assert SavedView.objects.count() == 1


def test_another_persons_views_are_neither_shown_nor_dropped(desk: Desk):
    view = keep_view("antrean=lewat", by=desk.office.inspector, at=desk.now)

    page = desk.get(desk.office.deputy, "complaints:inbox")
    answer = desk.post(desk.office.deputy, "complaints:drop_view", view.pk)

    assert ("Tampilan tersimpan" in text_of(page), answer.status_code, SavedView.objects.count()) == (False, 404, 1)


def test_ones_own_is_dropped(desk: Desk):
    view = keep_view("antrean=lewat", by=desk.office.inspector, at=desk.now)

    answer = desk.post(desk.office.inspector, "complaints:drop_view", view.pk)

    assert (answer["Location"], SavedView.objects.count()) == ("/petugas/", 0)


def test_there_are_no_more_than_a_screen_can_show(desk: Desk):
    for number in range(MOST_VIEWS):
        keep_view(f"jenis=jenis-{number}", by=desk.office.inspector, at=desk.now)

    desk.post(desk.office.inspector, "complaints:save_view", **LATE)

    page = desk.get(desk.office.inspector, "complaints:inbox")
    assert (SavedView.objects.count(), "Hapus dahulu satu tampilan; paling banyak 12 tersimpan." in text_of(page)) == (MOST_VIEWS, True)


def test_who_holds_no_cases_keeps_no_views(desk: Desk):
    answer = desk.post(desk.office.mayor, "complaints:save_view", **LATE)

    assert (answer.status_code, SavedView.objects.count()) == (404, 0)
