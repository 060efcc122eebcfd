"""What the notices of this room say on the list of one's notices: what to do, and where, never about which case."""

from typing import Any

from complaints import permissions
from complaints.slots.keys import has_keys
from foundation.accounts.permissions import manages_people
from foundation.ui import slots
from foundation.ui.views import may_read_health


def has_inbox(request: Any) -> bool:
    """Whether the roles in force of whoever asks can hold a case."""
    return bool(request.roles & permissions.READING_ROLES)


def keeps_identities(request: Any) -> bool:
    """Whether whoever asks is a custodian today."""
    return permissions.keeps_identities(request.roles)


IN_THE_INBOX = {
    "clock:before": "Tenggat sebuah perkara sudah dekat: kerjakan yang teratas dalam daftar Anda.",
    "clock:on_the_day": "Tenggat sebuah perkara jatuh pada tanggal pemberitahuan ini: selesaikan hari itu juga.",
    "clock:breach": "Tenggat sebuah perkara terlewati: buka yang lewat batas dan selesaikan.",
    "forwarded": "Sistem meneruskan pengaduan yang tidak diteruskan petugas sampai batasnya: buka dan tetapkan disposisinya.",
    "promise:word_on:today": "Hari kabar yang dijanjikan kepada pelapor tiba: kirim kabarnya.",
    "promise:word_on:passed": "Hari kabar yang dijanjikan kepada pelapor terlewati: kirim kabarnya sekarang.",
    "promise:review_on:today": "Hari tinjauan ulang sebuah perkara yang ditunda tiba: tinjau perkaranya.",
    "promise:review_on:passed": "Hari tinjauan ulang sebuah perkara yang ditunda terlewati: tinjau perkaranya sekarang.",
    "identity:decided": "Kustodian memutus permintaan Anda membuka identitas: lihat putusannya dalam tab Identitas perkara itu.",
    "recovered": "Kunci pemulihan lembaga membuka sebuah perkara bagi seorang pegawai: pastikan pemulihan itu memang diminta.",
    "receipt": "Kustodian membuat kode tanda terima baru bagi seorang pelapor: buka perkaranya, supaya kode itu berlaku.",
}
FOR_CUSTODIANS = {
    "identity:asked": "Seseorang meminta identitas pelapor dibuka: setujui atau tolak permintaannya.",
    "handover": "Identitas pelapor harus diserahkan kepada kustodian lain: buka halamannya, penyerahan terjadi dengan sendirinya.",
}
FOR_OPERATORS = {
    "vault": "Pemeriksaan malam menemukan kesalahan pada brankas atau catatan audit: periksa bersama administrator hari ini juga.",
    "wrong-codes": "Kode tanda terima salah dicoba sangat sering dalam satu jam: awasi layanan dan beri tahu Inspektur.",
}


WITH_KEYS = {
    "keys": "Seorang rekan yang berhak menunggu perkara yang Anda pegang: pastikan orangnya, lalu pulihkan aksesnya.",
}
LEFT = {
    "left": "Seseorang tidak lagi bertugas dan meninggalkan perkara terbuka: serahkan masing-masing kepada orang lain.",
}


def register() -> None:
    """Hang the sentences; doing it twice changes nothing."""
    inbox = ("Buka Pengaduan masuk", "complaints:inbox", has_inbox)
    keeping = ("Buka Identitas pelapor", "complaints:identity_requests", keeps_identities)
    health = ("Buka Kesehatan sistem", "ui:health", may_read_health)
    keys = ("Buka Pekerjaan kunci", "complaints:keys", has_keys)
    left = ("Buka Serah terima", "complaints:left_cases", has_inbox)
    hung = ((IN_THE_INBOX, inbox), (FOR_CUSTODIANS, keeping), (FOR_OPERATORS, health), (WITH_KEYS, keys), (LEFT, left))
    for sentences, (label, url_name, predicate) in hung:
        for key, words in sentences.items():
            slots.notice_words.register(slots.NoticeWords(key=key, words=words, label=label, url_name=url_name, predicate=predicate))
    slots.notice_words.register(
        slots.NoticeWords(
            key="holidays",
            words="Cuti bersama tahun depan belum ada: pastikan keputusan bersamanya dimasukkan begitu terbit.",
            label="Buka Hari libur",
            url_name="complaints:holidays",
            predicate=manages_people,
        ),
    )
