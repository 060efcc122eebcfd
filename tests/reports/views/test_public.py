"""The public statistics as pages and as data."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client

from complaints.enums import DeadlineKind
from reports.models import MonthlyReport
from reports.rules.period import Period, months_ending_with
from reports.services.corrections import start_correction
from reports.services.drafting import draft
from reports.services.publishing import approve_and_publish, publish_unapproved
from tests.factories import reports as cases
from tests.factories.reports import case, meet

WIB = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(2026, 10)
AT = datetime(2026, 11, 6, 9, 0, tzinfo=WIB)
SCHEMA = Path(settings.BASE_DIR) / "docs" / "statistics.schema.json"

Publish = Callable[..., MonthlyReport]


@pytest.fixture
def publish(office: SimpleNamespace) -> Publish:
    """`publish(period)`: drafts and approves a month."""

    def publish(period: Period = OCTOBER, at: datetime = AT) -> MonthlyReport:
        return approve_and_publish(draft(period, at=at), seen=None, by=office.inspector, keys=None, at=at)

    return publish


def words(content: bytes) -> str:
    """A page without its marks, single-spaced."""
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_month_shows_both_totals_and_each_type(client: Client, publish: Publish) -> None:
    case(date(2026, 10, 5), "pungli")
    meet(case(date(2026, 9, 25), "disiplin"), DeadlineKind.FOLLOW_UP, date(2026, 10, 2))
    publish()

    page = words(client.get("/statistik/2026-10/").content)

    assert "Statistik pengaduan Oktober 2026" in page
    assert "Pungli 1 0 Disiplin 0 1 Jumlah 1 1" in page
    assert "Arti pungli." in page
    assert "Diterbitkan Jumat, 6 November 2026, pukul 09.00 WIB." in page
    assert "Laporan November 2026 terbit paling lambat Senin, 7 Desember 2026." in page


def test_statistics_show_the_newest_month(client: Client, publish: Publish) -> None:
    publish(Period(2026, 9), at=datetime(2026, 10, 5, 9, 0, tzinfo=WIB))
    publish()

    page = client.get("/statistik/")

    assert "<h2>Oktober 2026</h2>" in page.content.decode()
    assert 'href="/statistik/2026-09/"' in page.content.decode()


def test_before_anything_appeared_the_page_says_when(client: Client, db: None) -> None:
    page = client.get("/statistik/")

    assert page.status_code == 200
    assert "Belum ada angka yang terbit. Laporan" in words(page.content)
    assert "terbit paling lambat" in words(page.content)


def test_x18_a_month_without_complaints_says_nihil_and_zero(client: Client, publish: Publish) -> None:
    publish()

    page = words(client.get("/statistik/2026-10/").content)

    assert "Nihil. Tidak ada pengaduan yang diterima atau ditindaklanjuti pada bulan ini." in page
    assert "0 pengaduan diterima 0 pengaduan ditindaklanjuti 0 diterima dalam 12 bulan" in page
    assert "Nihil 0 0 Jumlah 0 0" in page
    assert json.loads(client.get("/statistik/2026-10.json").content)["received"] == {"total": 0, "by_type": []}
    assert lines(client.get("/statistik/2026-10.csv").content)[1:] == [["2026-10", "jumlah", "Jumlah", "0", "0"]]
    assert "Nihil: tidak ada pengaduan yang diterima; ditindaklanjuti 0 pengaduan." in words(client.get("/statistik/2026-10.html").content)


def test_x19_one_case_of_sexual_violence_shows_nowhere(client: Client, publish: Publish) -> None:
    cases.kind("kekerasan_seksual", sensitive=True, label="Kekerasan seksual")
    case(date(2026, 10, 5), "kekerasan_seksual")
    case(date(2026, 10, 6), "pungli")
    publish()

    shown = [client.get(f"/statistik/2026-10{ending}") for ending in ("/", ".json", ".csv", ".html")]

    assert ["ekerasan" in page.content.decode() for page in shown] == [False, False, False, False]
    assert json.loads(shown[1].content)["received"] == {
        "total": 2,
        "by_type": [{"code": "pungli", "label": "Pungli", "count": 1}, {"code": "lainnya", "label": "Lainnya", "count": 1}],
    }


def test_a_sensitive_number_left_out_is_no_zero(client: Client, publish: Publish) -> None:
    cases.kind("pembalasan", sensitive=True, label="Pembalasan")
    for day in (1, 2, 5):
        case(date(2026, 10, day), "pembalasan")
    publish()

    assert "Pembalasan 3 – dihitung pada Lainnya Jumlah 3 0" in words(client.get("/statistik/2026-10/").content)
    assert lines(client.get("/statistik/2026-10.csv").content)[1] == ["2026-10", "pembalasan", "Pembalasan", "3", ""]


@pytest.mark.parametrize("ending", ["/", ".json", ".csv", ".html"])
def test_an_unpublished_month_is_404(ending: str, client: Client, office: SimpleNamespace) -> None:
    draft(OCTOBER, at=AT)

    assert client.get(f"/statistik/2026-10{ending}").status_code == 404


def test_an_unpublished_month_says_when_it_will_appear(client: Client, publish: Publish) -> None:
    publish(Period(2026, 9), at=datetime(2026, 10, 5, 9, 0, tzinfo=WIB))

    page = words(client.get("/statistik/2026-10/").content)

    assert "Laporan Oktober 2026 terbit paling lambat Jumat, 6 November 2026." in page
    assert "Bulan yang sudah terbit: September 2026 Semua bulan" in page


def test_a_month_before_the_first_report_has_none(client: Client, publish: Publish) -> None:
    publish()

    assert "Tidak ada laporan untuk bulan ini." in words(client.get("/statistik/2019-01/").content)


def test_a_month_far_ahead_has_not_begun(client: Client, db: None) -> None:
    assert "Bulan ini belum dimulai." in words(client.get("/statistik/2999-01/").content)


@pytest.mark.parametrize("address", ["/statistik/2026-13/", "/statistik/2026-1/", "/statistik/oktober/", "/statistik/0000-01/"])
def test_what_is_no_month_is_404(address: str, client: Client, db: None) -> None:
    assert client.get(address).status_code == 404


def test_the_json_is_the_promised_document(client: Client, publish: Publish) -> None:
    case(date(2026, 10, 5), "pungli")
    report = publish()

    response = client.get("/statistik/2026-10.json")

    part = {"total": 1, "by_type": [{"code": "pungli", "label": "Pungli", "count": 1}]}
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert list(json.loads(response.content).items()) == [
        ("schema", 1),
        ("period", "2026-10"),
        ("regulation", "Peraturan Walikota Bengkulu Nomor 24 Tahun 2020"),
        ("status", "published"),
        ("published_at", "2026-11-06T09:00:00+07:00"),
        ("revision", 1),
        ("sha256", report.public_sha256),
        ("received", part),
        ("followed_up", {"total": 0, "by_type": []}),
    ]


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "$") -> list[str]:
    """What does not fit a schema of the few words that docs/statistics.schema.json uses; an unknown word is a fault too."""
    if "$ref" in schema:
        return faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, path)
    known = {"$schema", "$id", "$defs", "title", "description", "type", "const", "enum", "pattern", "minimum", "minLength"}
    known |= {"properties", "required", "additionalProperties", "items", "format", "uniqueItems"}
    found = [f"{path}: the schema uses {word}" for word in set(schema) - known]
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    if "type" in schema and (not isinstance(value, kinds[schema["type"]]) or isinstance(value, bool)):
        return [*found, f"{path}: not {schema['type']}"]
    checks = {
        "const": lambda wanted: value == wanted,
        "enum": lambda wanted: value in wanted,
        "pattern": lambda wanted: re.search(wanted, value),
        "minimum": lambda wanted: value >= wanted,
        "minLength": lambda wanted: len(value) >= wanted,
        "format": lambda wanted: wanted == "date-time" and datetime.fromisoformat(value).tzinfo,
    }
    found += [f"{path}: {word}" for word, check in checks.items() if word in schema and not check(schema[word])]
    if isinstance(value, dict):
        found += [f"{path}: {name} is missing" for name in schema["required"] if name not in value]
        found += [f"{path}: {name} is not described" for name in value if name not in schema["properties"]]
        for name in set(value) & set(schema["properties"]):
            found += faults(value[name], schema["properties"][name], root, f"{path}.{name}")
    if isinstance(value, list):
        found += [fault for index, item in enumerate(value) for fault in faults(item, schema["items"], root, f"{path}[{index}]")]
    return found


@pytest.mark.parametrize("approved", [True, False])
def test_the_json_fits_its_published_schema(approved: bool, client: Client, office: SimpleNamespace, publish: Publish) -> None:
    case(date(2026, 10, 5), "pungli")
    if approved:
        publish()
    else:
        draft(OCTOBER, at=AT)
        publish_unapproved(at=datetime(2026, 11, 10, 9, 0, tzinfo=WIB))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    document = json.loads(client.get("/statistik/2026-10.json").content)

    assert faults(document, schema, schema) == []
    assert document["status"] == ("published" if approved else "published_unapproved")


def test_the_schema_refuses_what_it_should() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    assert "$: sha256 is missing" in faults({"schema": 1}, schema, schema)
    assert faults({"total": -1, "by_type": []}, schema["$defs"]["counts"], schema) == ["$.total: minimum"]


def test_a_spreadsheet_takes_no_label_for_a_formula(client: Client, publish: Publish) -> None:
    for label in ("=HYPERLINK(1)", "+1", "-1", "@SUM", "\tx"):
        case(date(2026, 10, 5), cases.kind(f"k{ord(label[0])}", label=label).code)
    publish()

    cells = [row[2] for row in lines(client.get("/statistik/2026-10.csv").content)[1:-1]]

    assert sorted(cells) == sorted(["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM", "'\tx"])


def test_the_csv_is_a_named_file_with_a_byte_order_mark(client: Client, publish: Publish) -> None:
    publish()

    response = client.get("/statistik/2026-10.csv")

    assert response["Content-Disposition"] == 'attachment; filename="statistik-pengaduan-2026-10.csv"'
    assert response.content.startswith(b"\xef\xbb\xbfperiode,kode,jenis,diterima,ditindaklanjuti\r\n")


def test_labels_are_escaped(client: Client, publish: Publish) -> None:
    case(date(2026, 10, 5), cases.kind("aneh", label="<script>alert(1)</script>").code)
    publish()

    for address in ("/statistik/2026-10/", "/statistik/2026-10.html"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_the_fragment_brings_nothing_that_could_clash(client: Client, publish: Publish) -> None:
    case(date(2026, 10, 5), "pungli")
    publish()

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    fragment = client.get("/statistik/2026-10.html").content.decode()

    assert fragment.startswith('<section lang="id"')
    assert re.findall(r"\s(?:class|id|style|onclick)=|<(?:link|script|style|html|body|svg)\b", fragment) == []
    assert "Diterima 1 pengaduan" in words(fragment.encode())


def test_unapproved_figures_say_so(client: Client, office: SimpleNamespace) -> None:
    draft(OCTOBER, at=AT)
    publish_unapproved(at=datetime(2026, 11, 10, 9, 0, tzinfo=WIB))

    for address in ("/statistik/2026-10/", "/statistik/2026-10.html"):
        assert "Angka ini belum disetujui Inspektur." in words(client.get(address).content)


def test_a_correction_is_told_with_its_reason(client: Client, office: SimpleNamespace, publish: Publish) -> None:
    first = publish()
    case(date(2026, 10, 30))
    correction = start_correction(first, reason="Satu surat terlambat dicatat.", keys=None, by=office.inspector, at=AT)
    assert client.get("/statistik/2026-10.json").json()["revision"] == 1

    approve_and_publish(correction, seen=None, by=office.inspector, keys=None, at=datetime(2026, 12, 2, 9, 0, tzinfo=WIB))

    assert "Ralat ke-1, 2 Desember 2026. Satu surat terlambat dicatat." in words(client.get("/statistik/2026-10/").content)
    document = client.get("/statistik/2026-10.json").json()
    assert (document["revision"], document["received"]["total"]) == (2, 1)


@pytest.mark.parametrize("ending", ["/", ".json", ".csv", ".html"])
def test_pages_are_kept_five_minutes_and_asked_for_again_cheaply(ending: str, client: Client, publish: Publish) -> None:
    publish()
    address = f"/statistik/2026-10{ending}"

    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    since = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    assert sorted(first["Cache-Control"].split(", ")) == ["max-age=300", "public"]
    assert first["Last-Modified"] == "Fri, 06 Nov 2026 02:00:00 GMT"
    assert (again.status_code, again.content, since.status_code) == (304, b"", 304)
    assert first.cookies == {}


def test_new_figures_are_a_new_page(client: Client, publish: Publish) -> None:
    publish(Period(2026, 9), at=datetime(2026, 10, 5, 9, 0, tzinfo=WIB))
    first = client.get("/statistik/")

    publish()

    assert client.get("/statistik/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_caches_keep_languages_apart(client: Client, publish: Publish) -> None:
    publish()

    assert {word.strip() for word in client.get("/statistik/")["Vary"].split(",")} >= {"Cookie"}


def test_data_may_be_read_by_scripts_of_other_sites(client: Client, publish: Publish) -> None:
    publish()

    assert [client.get(f"/statistik/2026-10{ending}").get("Access-Control-Allow-Origin") for ending in (".json", ".csv", ".html", "/")] == [
        "*",
        "*",
        "*",
        None,
    ]


def test_the_english_page_has_english_labels(client: Client, publish: Publish) -> None:
    case(date(2026, 10, 5), cases.kind("pungli", label="Pungutan liar", label_en="Illegal levies").code)
    publish()

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get("/statistik/2026-10/").content.decode()

    assert "Illegal levies" in page


def test_the_page_is_light_and_asks_little(client: Client, publish: Publish, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        kind = cases.kind(f"jenis_ke_{number}", definition="Memakai jabatan di luar batas atau tujuan kewenangannya.")
        case(date(2026, 10, 1 + number), kind.code)
    for period in months_ending_with(OCTOBER, 30):
        publish(period, at=datetime.combine(period.shifted(1).first, AT.time(), tzinfo=WIB))

    with django_assert_max_num_queries(12):
        page = client.get("/statistik/2026-10/")

    assert page.content.count(b"Memakai jabatan") == 20
    assert len(gzip.compress(page.content, 6)) <= 10 * 1024
