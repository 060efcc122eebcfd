import pytest

from channels.rules.contacts import Contact, contact_of


@pytest.mark.parametrize(
    ("way", "words", "expected"),
    [
        ("telepon", "(0736) 000-0100, hari kerja", Contact("", "(0736) 000-0100", "tel:07360000100", ", hari kerja")),
        ("pesan-singkat", "0800-0000-0110", Contact("", "0800-0000-0110", "sms:080000000110", "")),
        ("whatsapp", "0800-0000-0110", Contact("", "0800-0000-0110", "https://wa.me/6280000000110", "")),
        ("whatsapp", "+62 800 0000 0110", Contact("", "+62 800 0000 0110", "https://wa.me/6280000000110", "")),
        ("surel", "adu@itda.contoh.id", Contact("", "adu@itda.contoh.id", "mailto:adu@itda.contoh.id", "")),
        ("surel", "Tulis ke a@contoh.id.", Contact("Tulis ke ", "a@contoh.id", "mailto:a@contoh.id", ".")),
        ("kotak-pos", "PO BOX 700 Bengkulu 38000", Contact("PO BOX 700 Bengkulu 38000")),
        ("telepon", "sedang diganti", Contact("sedang diganti")),
        ("surat", "", Contact("")),
    ],
)
def test_what_can_be_tapped_in_the_words_of_a_way_in(way, words, expected):
    assert contact_of(way, words) == expected
