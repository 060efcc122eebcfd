"""What each component prints."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict

from foundation.law import Pasal
from foundation.ui import slots
from foundation.ui.icons import ICONS, STATE_ICONS
from foundation.ui.parts import Bar, Counter, DeadlineView, Figure, Promise, SummaryRow, Tab, Task, TaskGroup, TimelineEntry

CHECK, CLOCK, LATE, LOCK, NEAR = (ICONS[name] for name in ("check", "clock", "late", "lock", "near"))
MOMENT = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
DUE = DeadlineView("follow_up", "Ditindaklanjuti", "near", "Sisa 1 hari kerja", date(2026, 11, 27), Pasal(7, 2))


def test_icon_is_hidden_from_screen_readers(render):
    assert render('{% icon "lock" %}') == (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3"/></svg>'
    )


def test_icon_unknown_is_a_mistake(render):
    with pytest.raises(KeyError):
        render('{% icon "gembok" %}')


def test_every_state_has_a_drawing():
    assert set(STATE_ICONS.values()) <= set(ICONS)


@pytest.mark.parametrize(
    ("state", "words", "html"),
    [
        ("safe", "Sisa 4 hari kerja", f'<span class="chip">{CLOCK}Sisa 4 hari kerja</span>'),
        ("near", "Jatuh tempo hari ini", f'<span class="chip chip-near">{NEAR}Jatuh tempo hari ini</span>'),
        ("late", "Lewat <1>", f'<span class="chip chip-late">{LATE}Lewat &lt;1&gt;</span>'),
        ("met", "Tepat waktu", f'<span class="chip chip-met">{CHECK}Tepat waktu</span>'),
    ],
)
def test_chip(render, state, words, html):
    assert render("{% chip state words %}", state=state, words=words) == html


def test_badges(render):
    assert render('{% badge "RAHASIA" "secret" %}') == '<span class="badge badge-secret">RAHASIA</span>'
    assert render('{% badge "Lengkap" icon="check" %}') == f'<span class="badge">{CHECK} Lengkap</span>'
    assert render('{% state_badge "Penelaahan" %}') == '<span class="badge badge-strong">Penelaahan</span>'


def test_deadline_badge(render):
    assert render("{% deadline_badge due %}", due=DUE) == (
        f'<span class="chip chip-near">{NEAR}Sisa 1 hari kerja</span><span class="sub nowrap">27 Nov 2026, Pasal 7 ayat (2)</span>'
    )
    assert render("{% deadline_badge due %}", due=None) == ""


@pytest.mark.parametrize(
    ("cells", "state", "label"),
    [
        (["gone", "gone", "left"], "met", "Terpenuhi pada hari kerja ke-2 dari 3"),
        (["gone", "today", "left"], "safe", "Hari ini hari kerja ke-2 dari 3"),
        (["gone", "gone", "gone"], "late", "3 dari 3 hari kerja sudah lewat"),
    ],
)
def test_days_say_in_words_what_they_draw(render, cells, state, label):
    html = render("{% days cells state %}", cells=cells, state=state)

    assert html.split("<rect")[0] == f'<svg class="days" role="img" aria-label="{label}">'
    assert html.count("<rect") == 3


def test_days_without_cells_print_nothing(render):
    assert render("{% days cells %}", cells=[]) == ""


def test_pasal_holds_the_official_words(render):
    words = Pasal(7, 2).text().replace('"', "&quot;")

    assert render("{% pasal 7 2 %}") == (
        f'<details class="pasal"><summary>Dasar: Pasal 7 ayat (2)</summary><blockquote lang="id">{words}</blockquote></details>'
    )
    assert render("{% pasal place basis=False %}", place=Pasal(16)).split("</summary>")[0] == '<details class="pasal"><summary>Pasal 16'


def test_clock(render):
    html = render("{% clock due %}", due=DUE)

    assert html == (
        '<li class="clock clock-near"><div class="cluster between"><strong>Ditindaklanjuti</strong>'
        f'<span class="chip chip-near">{NEAR}Sisa 1 hari kerja</span></div>'
        '<span class="date">Jumat, 27 November 2026</span><p class="small text-secondary"></p>' + render("{% pasal 7 2 %}") + "</li>"
    )


@pytest.mark.parametrize(
    ("options", "date_shown", "remark"),
    [
        ({"strict_on": date(2026, 11, 26)}, "Jumat, 27 November 2026", "Batas aman Kamis, 26 November 2026"),
        ({"strict_on": date(2026, 11, 27), "note": "Libur"}, "Jumat, 27 November 2026", "Libur"),
        ({"met_on": date(2026, 11, 17), "note": "Libur"}, "Selasa, 17 November 2026", "Batas Jumat, 27 November 2026 · Libur"),
    ],
)
def test_clock_remarks(render, options, date_shown, remark):
    due = DeadlineView("follow_up", "Ditindaklanjuti", "near", "Sisa", date(2026, 11, 27), Pasal(7, 2), **options)

    html = render("{% clock due %}", due=due)

    assert html.split('<span class="date">')[1].split("<details")[0] == f'{date_shown}</span><p class="small text-secondary">{remark}</p>'


def test_clocks_hold_one_card_a_term(render):
    assert render("{% clocks all %}", all=[DUE, DUE]) == f'<ul class="clocks">{render("{% clock due %}", due=DUE) * 2}</ul>'


def test_panel(render):
    assert render('{% panel "Daftar tugas" %}<p>{{ word }}</p>{% endpanel %}', word="<b>") == (
        '<section class="card flow" id="daftar-tugas" aria-labelledby="daftar-tugas-judul"><h2 id="daftar-tugas-judul">Daftar tugas</h2>'
        "<p>&lt;b&gt;</p></section>"
    )
    assert render('{% panel "Tugas" anchor="t" level=3 icon="lock" %}{% endpanel %}') == (
        f'<section class="card flow" id="t" aria-labelledby="t-judul"><h3 id="t-judul">{LOCK} Tugas</h3></section>'
    )


def test_alert(render):
    assert render('{% alert "warning" title="Catat." %}Isi{% endalert %}') == (
        f'<div class="alert alert-warning">{NEAR}<div class="flow"><strong>Catat.</strong> Isi</div></div>'
    )
    assert render('{% alert "success" heading="Jawaban tersedia" %}<p>Isi</p>{% endalert %}') == (
        '<section class="alert alert-success" id="jawaban-tersedia" aria-labelledby="jawaban-tersedia-judul">'
        f'{CHECK}<div class="flow"><h2 id="jawaban-tersedia-judul">Jawaban tersedia</h2><p>Isi</p></div></section>'
    )


def test_message(render):
    assert render('{% message "Anda" at own=True %}<p>Isi</p>{% endmessage %}', at=MOMENT) == (
        '<article class="message message-own flow"><p class="small text-secondary">Anda · '
        '<time datetime="2026-11-23T07:05:00+00:00">Senin, 23 November 2026, pukul 14.05 WIB</time></p><p>Isi</p></article>'
    )


def test_summary_list(render):
    html = render(
        '{% summary_list %}{% summary_row "Nama" value %}{% summary_row "Unit" "Dinas" url="/u/" %}'
        '{% summary_item "Bukti" url="/b/" action="Lihat" hidden="semua bukti" %}<b>2</b>{% endsummary_item %}{% endsummary_list %}',
        value="<Budi>",
    )

    assert html == (
        '<dl class="summary-list"><div><dt>Nama</dt><dd>&lt;Budi&gt;</dd></div>'
        '<div><dt>Unit</dt><dd>Dinas</dd><dd class="action"><a href="/u/">Ubah<span class="visually-hidden"> unit</span></a></dd></div>'
        "<div><dt>Bukti</dt><dd><b>2</b></dd>"
        '<dd class="action"><a href="/b/">Lihat<span class="visually-hidden"> semua bukti</span></a></dd></div></dl>'
    )


def test_summary_rows(render):
    rows = [SummaryRow("Nomor", "700/1"), SummaryRow("Uraian", "Ya", "/u/", hidden="uraian")]

    assert render("{% summary_rows rows %}", rows=rows) == (
        '<dl class="summary-list"><div><dt>Nomor</dt><dd>700/1</dd></div>'
        '<div><dt>Uraian</dt><dd>Ya</dd><dd class="action">'
        '<a href="/u/">Ubah<span class="visually-hidden"> uraian</span></a></dd></div></dl>'
    )


def test_task_list(render):
    tasks = [
        Task("Catat", "Selesai", "/c/", "done"),
        Task("Surat tugas", "Belum mulai", "/s/"),
        Task("Jawaban", "Setelah audit", state="wait"),
    ]

    assert render("{% task_list tasks %}", tasks=tasks) == (
        f'<ul class="task-list"><li><a href="/c/">Catat</a> <span class="done">{CHECK} Selesai</span></li>'
        '<li><a href="/s/">Surat tugas</a> <span>Belum mulai</span></li>'
        '<li><span>Jawaban</span> <span class="wait">Setelah audit</span></li></ul>'
    )


def test_task_groups(render):
    groups = [TaskGroup("Audit", [Task("Program", "Berjalan", "/p/", "now")])]

    assert render("{% task_groups groups %}", groups=groups) == (
        '<h3>Audit</h3><ul class="task-list"><li><a href="/p/">Program</a> <span class="now">Berjalan</span></li></ul>'
    )


def test_timeline(render):
    entries = [
        TimelineEntry("Selesai", "todo", note="Nanti"),
        TimelineEntry("Pesan", "message", MOMENT, "B. Suhaimi", "“Ya”"),
        TimelineEntry("Diteruskan", "legal", date(2026, 11, 9), state="met", words="Tepat waktu"),
    ]

    assert render("{% timeline entries %}", entries=entries) == (
        '<ol class="timeline" reversed><li class="todo"><strong>Selesai</strong> <span class="small text-secondary">Nanti</span></li>'
        '<li><time datetime="2026-11-23T07:05:00+00:00">Senin, 23 November 2026, pukul 14.05 WIB</time>'
        "<strong>Pesan</strong>, B. Suhaimi: “Ya”</li>"
        '<li class="legal"><time datetime="2026-11-09">Senin, 9 November 2026</time>'
        f'<strong>Diteruskan</strong><br><span class="chip chip-met">{CHECK}Tepat waktu</span></li></ol>'
    )


def test_receipt(render):
    html = render(
        '{% receipt "H7QX-4MRT 9WKD-2PVC" rows promises note="Natal dihitung." %}',
        rows=[SummaryRow("Nomor register", "700/0127/2026")],
        promises=[Promise(3, date(2026, 11, 26), "sampai kepada pejabat", Pasal(6, 5))],
    )

    head, code, rows, promised = html.split("<div")[1], html.split('id="kode">')[1], html.split("<dl")[1], html.split("<ol")[1]
    assert head == ' class="receipt-head">' + render('{% include "components/mark.html" %}')
    assert code.split("</p>")[0] == "<span>H7QX</span> <span>4MRT</span> <span>9WKD</span> <span>2PVC</span> "
    assert rows.split("</dl>")[0] == ' class="summary-list"><div><dt>Nomor register</dt><dd>700/0127/2026</dd></div>'
    assert promised == (
        ' class="promise"><li><b>3</b><span><strong>Kamis, 26 November 2026</strong><br>sampai kepada pejabat '
        '<span class="small text-secondary">Pasal 6 ayat (5)</span></span></li></ol>'
        '<p class="small text-secondary">Paling lambat, dalam hari kerja. Natal dihitung.</p></div></section>'
    )


def test_receipt_without_code_leaves_that_part_out(render):
    assert render('{% receipt "" rows promises %}', rows=[], promises=[]).count('id="kode"') == 0


def test_figures(render):
    figures = [Figure(12, "diterima", "September 9"), Figure(1, "lewat", state="late", url="/l/")]

    assert render("{% figures figures %}", figures=figures) == (
        '<ul class="figures"><li><b>12</b><strong>diterima</strong><br><span class="small text-secondary">September 9</span></li>'
        '<li class="late"><b>1</b><strong><a href="/l/">lewat</a></strong></li></ul>'
    )


def test_counters(render):
    counters = [Counter(6, "Belum diteruskan", "?b"), Counter(1, "Lewat batas", "?l", "late", current=True)]

    assert render("{% counters counters %}", counters=counters) == (
        '<ul class="counters"><li><a href="?b"><b>6</b>Belum diteruskan</a></li>'
        f'<li><a href="?l" class="late" aria-current="true"><b>1 {LATE}</b>Lewat batas</a></li></ul>'
    )


BARS = [Bar("Sep", "September 2026", 9, 8), Bar("Okt", "Oktober 2026", 1200, 9)]


def test_chart_stands_beside_its_table(render):
    html = render('{% chart bars "Dua bulan" %}', bars=BARS)

    assert html.split("<desc")[1].split("</desc>")[0] == (
        ' id="bagan-isi">Diterima: paling sedikit 9 pada September 2026 dan paling banyak 1.200 pada Oktober 2026. '
        "Angka lengkap ada pada tabel."
    )
    assert html.split("</figure>")[1] == render('{% chart_table bars "Dua bulan" %}', bars=BARS) + "</div>"


@pytest.mark.parametrize(("bars", "words"), [([], "Belum ada angka."), (BARS[:1], "Diterima: selalu 9. Angka lengkap ada pada tabel.")])
def test_chart_of_little_says_so(render, bars, words):
    html = render('{% chart bars "Dua bulan" table=False %}', bars=bars)

    assert html.split('id="bagan-isi">')[1].split("</desc>")[0] == words
    assert html.count("<table") == 0


def test_chart_table(render):
    assert render('{% chart_table bars "Dua bulan" b="Dijawab" %}', bars=BARS) == (
        '<div class="table-responsive" role="region" aria-labelledby="dua-bulan" tabindex="0"><table class="table">'
        '<caption id="dua-bulan">Dua bulan</caption><thead><tr><th scope="col">Bulan</th><th scope="col" class="num">Diterima</th>'
        '<th scope="col" class="num">Dijawab</th></tr></thead><tbody>'
        '<tr><th scope="row">September 2026</th><td class="num">9</td><td class="num">8</td></tr>'
        '<tr><th scope="row">Oktober 2026</th><td class="num">1.200</td><td class="num">9</td></tr></tbody>'
        '<tfoot><tr><th scope="row">Jumlah</th><td class="num">1.209</td><td class="num">17</td></tr></tfoot></table></div>'
    )


def test_table(render):
    assert render('{% table "Dua baris" cards=True %}<tbody></tbody>{% endtable %}') == (
        '<div class="table-responsive" role="region" aria-labelledby="dua-baris" tabindex="0">'
        '<table class="table cards" role="table"><caption id="dua-baris">Dua baris</caption><tbody></tbody></table></div>'
    )


def test_tabs_and_breadcrumbs(render):
    assert render('{% tabs all "Bagian" %}', all=[Tab("Satu", "/1/", current=True), Tab("Dua", "/2/", icon="lock")]) == (
        '<nav aria-label="Bagian"><ul class="nav-tabs nav"><li><a class="nav-link" href="/1/" aria-current="page">Satu</a></li>'
        f'<li><a class="nav-link" href="/2/">{LOCK} Dua</a></li></ul></nav>'
    )
    assert render('{% breadcrumbs "A" "/a/" "B" "/b/" %}') == (
        '<nav class="small pager" aria-label="Jejak halaman"><ul class="cluster tight crumbs">'
        '<li><a href="/a/">A</a></li><li><a href="/b/">B</a></li></ul></nav>'
    )


def test_pager_keeps_the_query(render):
    html = render("{% pager page %}", page=Paginator(range(60), 25).page(2))

    assert html == (
        '<nav aria-label="Halaman daftar"><ul class="cluster">'
        '<li><a class="btn" rel="prev" href="?tahap=terbuka&amp;halaman=1">'
        'Sebelumnya<span class="visually-hidden">, halaman 1</span></a></li>'
        '<li><strong aria-current="page">Halaman 2 dari 3</strong></li>'
        '<li><a class="btn" rel="next" href="?tahap=terbuka&amp;halaman=3">'
        'Berikutnya<span class="visually-hidden">, halaman 3</span></a></li>'
        "</ul></nav>"
    )
    assert render("{% pager page %}", page=Paginator(range(5), 25).page(1)) == ""


@pytest.mark.parametrize(
    ("query", "html"),
    [
        ("", '<th role="columnheader" scope="col"><a href="?urut=nomor">Nomor</a></th>'),
        ("urut=nomor&halaman=3", '<th role="columnheader" scope="col" aria-sort="ascending"><a href="?urut=-nomor">Nomor ↑</a></th>'),
        ("urut=-nomor&t=a", '<th role="columnheader" scope="col" aria-sort="descending"><a href="?urut=nomor&amp;t=a">Nomor ↓</a></th>'),
    ],
)
def test_sort_header(render, stranger, query, html):
    stranger.GET = QueryDict(query)

    assert render('{% sort_header "Nomor" "nomor" %}') == html


def test_sort_header_of_the_default_order(render):
    assert render('{% sort_header "Batas" "batas" default="batas" klass="num" %}') == (
        '<th role="columnheader" scope="col" class="num" aria-sort="ascending"><a href="?tahap=terbuka&amp;urut=-batas">Batas ↑</a></th>'
    )


@pytest.fixture
def menu():
    slots.menu.register(slots.MenuEntry(key="settings", label="Pengaturan", url_name="ui:settings"))
    slots.menu.register(slots.MenuEntry(key="health", label="Akun <saya>", url_name="ui:health", area="account"))
    slots.menu.register(slots.MenuEntry(key="secret", label="Rahasia", url_name="ui:language", predicate=lambda _request: False))


def test_staff_menu_marks_where_one_is(render, officer, menu):
    officer.path = "/petugas/pengaturan/libur/"

    html = render("{% staff_menu %}", officer, csrf_token="x")

    assert html.split("<li>")[1] == '<a href="/petugas/pengaturan/" aria-current="page">Pengaturan</a></li>'
    assert html.split("<li>")[2] == '<a href="/sehat/">Akun &lt;saya&gt;</a></li>'
    assert html.count("<li>") == 4
    assert html.count("R. Anjani") == 1
    assert html.count('<form action="/petugas/keluar/" method="post">') == 1


def test_staff_menu_of_a_stranger_is_empty(render, menu):
    assert render("{% staff_menu %}") == '<nav aria-label="Utama"><ul></ul></nav>'


def test_slot_gives_visible_entries(render, menu):
    assert render('{% slot "menu" as entries %}{% for entry in entries %}{{ entry.key }} {% endfor %}') == "health settings "
