"""Sealed fields: who opens them, and that a ciphertext opens only where it was put."""

import html
import uuid

import pytest
from django.db import transaction
from django.views.debug import ExceptionReporter
from hypothesis import given
from hypothesis import strategies as st

from foundation.vault import sealing
from foundation.vault.envelopes import is_drop
from foundation.vault.epochs import field_key
from foundation.vault.errors import CannotOpen, NoAccess, NotSealable
from foundation.vault.keys import JoinedKeys, OpenedCompartment
from foundation.vault.models import Compartment
from foundation.vault.primitives import new_key
from foundation.vault.sealing import drop, open_sealed, seal
from tests.foundation.vault.conftest import PATIENT
from tests.sealing_example.models import Folder, Letter

STORY = {"subject": "Pungutan liar di loket 3", "text": "Saya diminta membayar Rp50.000,00 🙏\x00\ud800", "files": [1, None, True]}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def opened(make, ayu) -> OpenedCompartment:
    return make(ayu)


def stored(opened: OpenedCompartment, **values: object) -> Folder:
    folder = Folder(content=opened.compartment)
    for name, value in values.items():
        seal(folder, name, value, opened)
    folder.save()
    return Folder.objects.select_related("content").get(pk=folder.pk)


def test_granted_holder_opens_what_the_maker_sealed(opened, ayu):
    folder = stored(opened, story=STORY)

    assert open_sealed(folder, "story", ayu.keyring()) == STORY
    assert open_sealed(folder, "place", ayu.keyring()) is None


def test_stranger_does_not(opened, budi):
    folder = stored(opened, story=STORY)

    with pytest.raises(NoAccess) as refusal:
        open_sealed(folder, "story", budi.keyring())
    assert str(refusal.value) == f"no grant for compartment {opened.compartment.pk} at epoch 1"


@PATIENT
@given(value=json_values)
def test_any_json_value_comes_back_the_same(value):
    assert sealing.read(sealing.written(value)) == value


def test_none_empties_the_field(opened):
    folder = stored(opened, story=STORY)

    seal(folder, "story", None, opened)

    assert folder.story is None


def test_value_of_a_newer_release_is_refused():
    with pytest.raises(CannotOpen):
        sealing.read(b'[2,"x"]')


def test_row_without_compartment_is_refused(make, ayu):
    opened = make(ayu)
    letter = Letter(thread=opened.compartment)

    with pytest.raises(NotSealable):
        seal(letter, "sender", "Ayu", opened)


def test_ordinary_field_is_refused(opened):
    with pytest.raises(TypeError):
        seal(Folder(content=opened.compartment), "content", "x", opened)


def test_ciphertext_moved_to_another_row_does_not_open(opened, ayu):
    one, other = stored(opened, story="satu"), stored(opened, story="dua")
    Folder.objects.filter(pk=other.pk).update(story=one.story)

    with pytest.raises(CannotOpen):
        open_sealed(Folder.objects.get(pk=other.pk), "story", ayu.keyring())


def test_ciphertext_moved_to_another_field_does_not_open(opened, ayu):
    folder = stored(opened, story="satu")
    Folder.objects.update(place=folder.story)

    with pytest.raises(CannotOpen):
        open_sealed(Folder.objects.get(), "place", ayu.keyring())


def test_ciphertext_moved_with_its_row_to_another_compartment_does_not_open(opened, make, ayu):
    stored(opened, story="satu")
    Folder.objects.update(content=make(ayu).compartment)

    with pytest.raises(CannotOpen):
        open_sealed(Folder.objects.get(), "story", ayu.keyring())


@pytest.mark.parametrize("length", [0, 1, 5, 6, 40, -1])
def test_cut_ciphertext_does_not_open(opened, length):
    folder = stored(opened, story="satu")
    folder.story = folder.story[:length]

    with pytest.raises(CannotOpen):
        open_sealed(folder, "story", opened)


def test_earlier_ciphertext_of_the_same_field_opens_as_what_it_was(opened):
    """Putting an old value back is not hidden by sealing: the audit chain, not the vault, holds what changed when."""
    folder = stored(opened, story="pertama")
    earlier = folder.story
    seal(folder, "story", "kedua", opened)
    folder.story = earlier

    assert open_sealed(folder, "story", opened) == "pertama"


def test_key_of_another_compartment_does_not_open(opened, make, ayu):
    folder = stored(opened, story="satu")

    with pytest.raises(NoAccess):
        open_sealed(folder, "story", make(ayu))
    with pytest.raises(CannotOpen):
        open_sealed(folder, "story", OpenedCompartment(opened.compartment, new_key()))


def test_dropped_value_is_read_by_the_granted_alone(opened, ayu, budi):
    with transaction.atomic():
        folder = Folder(content=Compartment.objects.get())
        drop(folder, "story", STORY)
        folder.save()

    found = Folder.objects.get()
    assert is_drop(found.story)
    assert open_sealed(found, "story", ayu.keyring()) == STORY
    with pytest.raises(NoAccess):
        open_sealed(found, "story", budi.keyring())


def test_dropper_can_not_read_what_was_dropped(opened, monkeypatch):
    """Whoever drops has the row, the public key and what he made on the way; the data key is forgotten."""
    folder = Folder(content=Compartment.objects.get())
    with transaction.atomic():
        drop(folder, "story", STORY)
        folder.save()

    with pytest.raises(CannotOpen):
        open_sealed(folder, "story", OpenedCompartment(folder.content, new_key()))
    assert [name for name in vars(folder) if name not in {"_state", "id", "content_id", "story", "place"}] == []


def test_drop_marks_that_something_waits(opened):
    folder = Folder(content=Compartment.objects.get())
    with transaction.atomic():
        drop(folder, "story", STORY)
        folder.save()

    assert (Compartment.objects.get().has_drops, folder.content.has_drops) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_drop_outside_a_transaction_is_refused(opened):
    with pytest.raises(NotSealable):
        drop(Folder(content=Compartment.objects.get()), "story", STORY)


def test_fifty_rows_are_opened_with_one_query(make, ayu, django_assert_num_queries):
    for number in range(50):
        stored(make(ayu), story={"number": number})
    keyring = ayu.keyring()

    with django_assert_num_queries(2):
        folders = list(Folder.objects.select_related("content"))
        keyring.preload(folder.content for folder in folders)
        numbers = sorted(open_sealed(folder, "story", keyring)["number"] for folder in folders)

    assert numbers == list(range(50))


def test_two_compartments_of_one_row_open_apart(make, ayu, budi):
    group = uuid.uuid4()
    thread, identity = make(ayu, kind="thread", group=group), make(budi, kind="identity", group=group)
    letter = Letter(thread=thread.compartment, identity=identity.compartment)
    keys = JoinedKeys(thread, identity)
    seal(letter, "body", "isi", keys)
    seal(letter, "sender", "pengirim", keys)

    assert open_sealed(letter, "body", ayu.keyring()) == "isi"
    assert open_sealed(letter, "sender", budi.keyring()) == "pengirim"
    for name, keyring in [("sender", ayu.keyring()), ("body", budi.keyring())]:
        with pytest.raises(NoAccess):
            open_sealed(letter, name, keyring)


def test_prints_show_no_key_and_no_story(opened, ayu):
    folder = stored(opened, story="rahasia-besar")
    shown = f"{opened!r} {JoinedKeys(opened, ayu.keyring())!r} {folder!r} {ayu.keyring()!r}"

    assert [text for text in (opened.opened.hex(), repr(bytes(opened.opened)), "rahasia-besar") if text in shown] == []


def test_error_report_with_every_local_variable_shows_no_key(opened, ayu, rf):
    """Django's own debugging page, the most talkative report there is, over a value that does not open."""
    folder = stored(opened, story="satu")
    folder.story = bytes(folder.story)[:-1] + b"x"
    keyring = ayu.keyring()
    keys = [keyring.key(opened.compartment), field_key(opened.opened), ayu.unlocked.private_key]

    with pytest.raises(CannotOpen) as refusal:
        open_sealed(folder, "story", keyring)
    reporter = ExceptionReporter(rf.get("/"), refusal.type, refusal.value, refusal.tb)
    reporter.filter.is_active = lambda request: False
    report = html.unescape(reporter.get_traceback_html()) + reporter.get_traceback_text()

    assert "open_sealed" in report
    assert [key for key in keys if key.hex() in report or repr(bytes(key)) in report] == []
