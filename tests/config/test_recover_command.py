"""The recovery as it is typed: nothing paints over the offline screen, and the mark from the paper opens the way to the shares."""

import errno
import io
import json
import uuid
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from complaints.services.recovery import ask_recovery
from config.management.commands import vault_recover
from foundation.accounts.enums import Role
from foundation.vault.holders import fingerprint
from foundation.vault.recovery import public
from foundation.vault.recovery.facts import mark, read_request
from foundation.vault.recovery.pairs import install
from foundation.vault.recovery.shares import make_pair
from tests.factories.accounts import person
from tests.factories.ceremony import HOLDERS
from tests.factories.complaints import RECEIVED_AT, make_office, received

AT = RECEIVED_AT


@pytest.fixture
def pair(db):
    pair = make_pair()
    install(public.read(public.written(pair.public_key, HOLDERS, on=date(2026, 11, 2))), rotate=False, at=AT)
    make_office()
    person(Role.INSPECTOR, username="baru")
    return pair


@pytest.fixture
def case(pair):
    return received().complaint


@pytest.fixture
def request_file(case, tmp_path):
    path = tmp_path / "minta.json"
    path.write_text(ask_recovery([case.register_number], "baru", request=uuid.uuid4(), at=AT), encoding="utf-8")
    return path


def changed(path, change):
    facts = json.loads(path.read_text())
    change(facts)
    path.write_text(json.dumps(facts))
    return path


def shares(pair, tmp_path, letters="AB"):
    files = []
    for share in pair.shares:
        if share.letter in letters:
            files.append(tmp_path / f"{share.letter}.txt")
            files[-1].write_text("\n".join(line for number in share.pieces for line in share.lines(number)))
    return files


def no_question(*_words):
    raise AssertionError("nothing may be asked")


@pytest.mark.parametrize("place", ["name", "username", "case"])
@pytest.mark.parametrize("text", ["Sari\nPerkara lain", "Sari\x1b[1A\x1b[2K", "Sari\u202e", "S" * 151, "", " ", "\ud800", 5])
def test_a_text_that_could_paint_over_the_screen_is_refused_before_anything_is_asked(request_file, monkeypatch, place, text):
    monkeypatch.setattr("builtins.input", no_question)
    target = (lambda facts: facts["parts"][0]) if place == "case" else (lambda facts: facts["person"])
    said = io.StringIO()

    with pytest.raises(CommandError, match="bukan permintaan pemulihan yang utuh"):
        call_command("vault_recover", reseal=changed(request_file, lambda facts: target(facts).update({place: text})), stdout=said)
    assert said.getvalue() == ""


@pytest.mark.parametrize(
    "change",
    [
        {"request": None},
        {"request": 5},
        {"person": 5},
        {"person": {}},
        {"public_key": 5},
        {"public_key": "00" * 32},
        {"public_key": "00"},
        {"parts": 5},
        {"parts": []},
        {"parts": [5]},
    ],
)
def test_an_odd_request_is_refused_in_one_sentence_before_anything_is_asked(request_file, monkeypatch, change):
    monkeypatch.setattr("builtins.input", no_question)

    def put(facts):
        facts.update(change)
        if isinstance(change.get("public_key"), str):
            facts["person"]["fingerprint"] = fingerprint(bytes.fromhex(change["public_key"]))

    with pytest.raises(CommandError, match="bukan permintaan pemulihan yang utuh"):
        call_command("vault_recover", reseal=changed(request_file, put))


@pytest.mark.parametrize("place", ["case", "kind", "compartment", "epoch", "seals", "challenge"])
@pytest.mark.parametrize("value", [5.5, None, "x", [], {}])
def test_an_odd_part_is_refused_too(request_file, monkeypatch, place, value):
    monkeypatch.setattr("builtins.input", no_question)
    if (place, value) == ("case", "x"):
        return

    with pytest.raises(CommandError, match="bukan permintaan pemulihan yang utuh"):
        call_command("vault_recover", reseal=changed(request_file, lambda facts: facts["parts"][0].update({place: value})))


def test_another_case_can_not_hide_behind_a_harmless_number(request_file, case, monkeypatch):
    other = received().complaint
    more = json.loads(ask_recovery([other.register_number], "baru", request=uuid.uuid4(), at=AT))["parts"]
    monkeypatch.setattr("builtins.input", no_question)

    def hide(facts):
        facts["parts"] += [{**part, "case": case.register_number} for part in more]

    with pytest.raises(CommandError, match="bukan permintaan pemulihan yang utuh"):
        call_command("vault_recover", reseal=changed(request_file, hide))


def test_the_export_says_what_it_holds_and_the_mark_of_the_whole_file(case, tmp_path, capsys):
    path = tmp_path / "minta.json"

    call_command("vault_recover", export=path, case=[case.register_number], to="baru")

    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"Perkara {case.register_number}: Isi pengaduan, Percakapan"
    assert said[1] == "Jumlah: 1 perkara, 2 kunci"
    assert said[3] == read_request(path.read_text()).fingerprint
    assert said[-1] == mark(path.read_text())


def test_the_mark_of_the_paper_is_asked_for_before_any_share_and_is_not_on_the_screen(request_file, pair, tmp_path, monkeypatch):
    given = mark(request_file.read_text())
    asked, said = [], io.StringIO()
    answers = iter([given.lower().replace(" ", "-")])

    def typed(words):
        asked.append(words)
        assert given not in said.getvalue()
        assert said.getvalue().splitlines()[3] == read_request(request_file.read_text()).fingerprint
        return next(answers)

    monkeypatch.setattr("builtins.input", typed)
    call_command("vault_recover", reseal=request_file, share=shares(pair, tmp_path), stdout=said)

    assert asked == ["Ketik sidik permintaan dari kertas: "]
    assert "2 kunci dimeterai ulang" in said.getvalue()


@pytest.mark.parametrize("change", [lambda facts: facts["person"].update(name="Orang Lain"), lambda facts: facts["parts"].pop()])
def test_any_change_of_the_request_shows_against_the_paper(request_file, pair, tmp_path, change):
    given = mark(request_file.read_text())

    with pytest.raises(CommandError, match="jangan ketik bagian kunci"):
        call_command("vault_recover", reseal=changed(request_file, change), fingerprint=given, share=shares(pair, tmp_path))
    assert not request_file.with_name("minta.json.jawaban").exists()


def test_an_answer_that_is_there_already_is_refused_before_anything_is_asked(request_file, monkeypatch):
    monkeypatch.setattr("builtins.input", no_question)
    request_file.with_name("minta.json.jawaban").write_text("x")

    with pytest.raises(CommandError, match="sudah ada"):
        call_command("vault_recover", reseal=request_file)


def test_a_full_medium_leaves_no_half_file(tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        vault_recover.write_new(tmp_path / "none" / "x", "text")

    class Full(io.StringIO):
        def write(self, _text):
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fdopen", lambda *_args, **_options: Full())
    with pytest.raises(CommandError, match="penuh"):
        vault_recover.write_new(tmp_path / "x", "text")
    assert list(tmp_path.iterdir()) == []
