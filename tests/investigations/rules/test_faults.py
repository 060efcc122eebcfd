"""A fault is its sentence, and knows what it is about."""

from investigations.rules.faults import Fault


def test_fault_is_its_sentence():
    fault = Fault("Isi nomor surat.", "number")

    assert (fault, str(fault), fault.about) == ("Isi nomor surat.", "Isi nomor surat.", "number")


def test_fault_about_the_whole():
    assert Fault("Muat ulang halaman.").about == ""
