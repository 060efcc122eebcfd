import html

import pytest

from complaints.models import AccusedPerson, Attachment, Complaint
from complaints.services import drafts
from foundation.ui.visible import visible
from foundation.vault.sealing import open_sealed
from tests.channels.conftest import MONDAY
from tests.channels.visitor import ACCUSED, CONTACT, STORY, WHO, a_file
from tests.data.hostile import FILE_NAMES, HOSTILE, WHITESPACE
from tests.factories.accounts import keyring


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_told_is_kept_as_it_is(visitor, text):
    visitor.step(1, WHO)
    location = visitor.step(3, {**STORY, "uraian": text})["Location"]

    assert (location, drafts.load(visitor.code, at=MONDAY).answers["kejadian"]["clean"]["uraian"]) == ("/lapor/4/", text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_told_is_shown_plain_with_its_hidden_signs(visitor, text):
    visitor.fill(story={**STORY, "uraian": text})
    page = visitor.get("/lapor/6/").content.decode()

    lines = visible(text).replace("\r\n", "\n").replace("\r", "\n")
    assert page.count(html.escape(lines).replace("\n", "<br>")) == 1


def test_all_of_it_reaches_the_officer_unchanged(receivers, visitor):
    everything = "\n".join(text for name, text in HOSTILE.items() if name not in {"long20k", "one_word"})
    names = {"orang-0-nama": HOSTILE["rtl"], "orang-0-jabatan": HOSTILE["csv"], "orang-0-unit": HOSTILE["nul"]}
    visitor.send(story={**STORY, "uraian": everything, "tempat": HOSTILE["script"], "jam": HOSTILE["sql"]}, accused={**ACCUSED, **names})

    keys = keyring(receivers.channel, at=MONDAY)
    story = open_sealed(Complaint.objects.select_related("content").get(), "story", keys)
    details = open_sealed(AccusedPerson.objects.select_related("content").get(), "details", keys)
    assert (story["story"], story["where"], story["hour"]) == (everything, HOSTILE["script"], HOSTILE["sql"])
    assert details == {"name": HOSTILE["rtl"], "post": HOSTILE["csv"], "unit": HOSTILE["nul"]}


def test_twenty_thousand_letters_without_a_space_are_sent(receivers, visitor):
    visitor.send(story={**STORY, "uraian": HOSTILE["one_word"]})

    story = open_sealed(Complaint.objects.select_related("content").get(), "story", keyring(receivers.channel, at=MONDAY))
    assert story["story"] == "A" * 20_000


def test_white_space_is_no_story_and_is_asked_for_in_plain_words(visitor):
    visitor.step(1, WHO)
    visitor.step(3, {**STORY, "uraian": WHITESPACE})

    page = visitor.get("/lapor/3/").content.decode()
    assert ("Ceritakan apa yang terjadi" in page, "tidak valid" in page) == (True, False)


def test_what_looks_empty_stays_as_sent_where_nothing_is_asked(visitor):
    visitor.step(1, WHO)
    visitor.step(5, {**CONTACT, "ancaman": WHITESPACE})

    assert drafts.load(visitor.code, at=MONDAY).answers["kontak"]["clean"]["ancaman"] == WHITESPACE


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (FILE_NAMES["rtl_file"], "buktifdp.exe"),
        (FILE_NAMES["path"], "passwd"),
        (FILE_NAMES["win_dev"], "CON.jpg"),
        (FILE_NAMES["long_name"], "a" * 251 + ".pdf"),
        (FILE_NAMES["markup"], FILE_NAMES["markup"]),
    ],
    ids=FILE_NAMES,
)
def test_names_of_files_are_kept_without_folders_and_hidden_signs(visitor, name, kept):
    visitor.step(1, WHO)
    visitor.step(4, unggah="1", berkas=[a_file(name)])

    page = visitor.get("/lapor/4/").content.decode()
    assert ([row["name"] for row in drafts.load(visitor.code, at=MONDAY).files], html.escape(kept) in page) == ([kept], True)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("halaman.jpg", b"<html><script>alert(1)</script>", "image/jpeg"),
        ("gambar.svg", b"<svg onload=alert(1)>", "image/svg+xml"),
        ("arsip.zip", b"PK\x03\x04" + b"\x00" * 500, "application/zip"),
        ("suara.opus", b"OggS" + b"\x00" * 100, "audio/ogg"),
        ("foto.heic", b"\x00\x00\x00\x18ftypheic", "image/heic"),
        ("dokumen.pdf", b"%PDF-1.7 /JavaScript", "application/pdf"),
    ],
)
def test_a_file_of_any_kind_is_evidence_with_its_hash(receivers, visitor, name, content, kind):
    visitor.send(evidence={"berkas": [a_file(name, content, kind)]})

    row = Attachment.objects.select_related("inside").get()
    facts = open_sealed(row, "facts", keyring(receivers.channel, at=MONDAY))
    assert (facts["name"], facts["type"], facts["size"]) == (name, kind, len(content))


def test_a_foreign_character_set_is_read_without_breaking(visitor):
    visitor.step(1, WHO)
    body = b"uraian=Caf%E9+%FF%FE&tempat=Loket&tidak_ingat=on"
    response = visitor.browser.post("/lapor/3/", body, content_type="application/x-www-form-urlencoded")

    told = drafts.load(visitor.code, at=MONDAY).answers["kejadian"]["clean"]["uraian"]
    assert (response["Location"], told) == ("/lapor/4/", "Caf\ufffd \ufffd\ufffd")
