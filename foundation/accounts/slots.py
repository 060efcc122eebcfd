"""What this room hangs on shared screens."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.accounts.permissions import manages_people
from foundation.accounts.queries import unread_notices, users_with
from foundation.ui import slots
from foundation.vault.recovery.pairs import living_pair, progress

FEWEST = {
    Role.CHANNEL_OFFICER: 1,
    Role.INSPECTOR: 1,
    Role.CUSTODIAN_INSIDE: 1,
    Role.CUSTODIAN_OUTSIDE: 1,
    Role.PROTECTION_OFFICER: 2,
    Role.DELEGATE: 2,
    Role.REFERRAL_OFFICER: 2,
    Role.ADMINISTRATOR: 1,
}
"""With fewer people than this a complaint of some kind has nobody to be sealed to, or one person alone holds its key."""


def unfilled_roles(*, on: date) -> list[Role]:
    """Roles with fewer able people on this local date than the work needs."""
    return [role for role, fewest in FEWEST.items() if users_with(role, on=on).count() < fewest]


def roles_are_filled() -> slots.Finding:
    """The health check: names the roles that lack people."""
    lacking = unfilled_roles(on=timezone.localdate())
    if not lacking:
        return slots.Finding(ok=True, words="Semua peran yang wajib ada terisi.")
    names = ", ".join(role.label for role in lacking)
    return slots.Finding(ok=False, words=f"Tunjuk orang untuk peran: {names}.")


def ceremony_was_held() -> slots.Finding:
    """The health check: whether the recovery key is one of a ceremony, and how far a rotation has come."""
    holder, ceremony = living_pair()
    if holder is None:
        return slots.Finding(ok=False, words="Belum ada kunci pemulihan: laksanakan upacara dengan manage.py vault_ceremony.")
    if ceremony is None:
        words = "Kunci pemulihan ini dibuat untuk demo, bukan oleh upacara: gantilah dengan manage.py vault_ceremony."
        return slots.Finding(ok=settings.DEMO, words=words)
    done = progress()
    if done.left:
        words = f"Penggantian kunci pemulihan berjalan, {done.percent}%: simpan bagian kunci lama sampai 100%."
        return slots.Finding(ok=True, words=words)
    return slots.Finding(ok=True, words="Kunci pemulihan berasal dari upacara dan membuka semua perkara.")


CHANGES = {
    "vault.Holder": {
        "vault.recovery_installed": "Kunci pemulihan dipasang",
        "vault.recovery_rotated": "Kunci pemulihan diganti",
    },
    "accounts.User": {
        "accounts.user_invited": "Pengguna diundang",
        "accounts.user_created": "Pengguna ditambah",
        "accounts.user_moved": "Pegawai dipindahkan",
        "accounts.user_ended": "Pengguna diakhiri",
        "accounts.temporary_password_renewed": "Kata sandi sementara dibuat lagi",
        "accounts.access_reset": "Akses dipulihkan",
        "accounts.second_factor_reset": "Faktor kedua dihapus",
        "accounts.appointed": "Peran ditetapkan",
        "accounts.undertaking_recorded": "Pernyataan kerahasiaan dicatat",
        "accounts.appointment_ended": "Penetapan diakhiri",
    },
    "accounts.Unit": {
        "accounts.unit_created": "Unit kerja ditambah",
        "accounts.unit_changed": "Unit kerja diubah",
        "accounts.unit_ended": "Unit kerja diakhiri",
    },
    "accounts.Post": {
        "accounts.post_created": "Jabatan atau masa jabatan ditambah",
        "accounts.post_changed": "Jabatan diubah",
        "accounts.post_ended": "Jabatan atau masa jabatan diakhiri",
    },
}
PAGES = (
    ("people", 10, "Pengguna dan peran", "accounts:people", "Siapa yang dapat masuk, untuk peran apa, dan sampai kapan."),
    ("units", 15, "Unit kerja dan jabatan", "accounts:units", "Unit, jabatan, eselon, dan siapa yang mendudukinya."),
    ("recovery_key", 80, "Kunci pemulihan", "accounts:recovery_key", "Siapa memegang bagiannya, dan sejauh mana penggantiannya."),
    ("changes", 90, "Catatan audit", "accounts:changes", "Siapa mengubah pengaturan apa, dan kapan. Hanya dibaca."),
)
"""Key, place, label, address, and what is set there in one sentence."""


ABOUT_OTHERS = {
    "reader": "Seorang pegawai baru dapat membaca perkara: pastikan penetapannya memang sah.",
    "watcher_ended": "Penetapan seorang pengawas kerahasiaan diakhiri: pastikan pengakhirannya memang sah.",
    "access_reset": "Administrator memulihkan akses seorang pegawai: pastikan pegawai itu memang memintanya dan menerimanya sendiri.",
    "factor_reset": "Administrator menghapus faktor kedua seorang pegawai: pastikan pegawai itu memang memintanya.",
}
ABOUT_ONESELF = {
    "factor_reset:own": "Administrator menghapus faktor kedua Anda: pasang yang baru, dan lapor kepada Inspektur bila tidak Anda minta.",
    "access_reset:own": "Administrator memulihkan akses Anda: bila tidak Anda minta, segera lapor kepada Inspektur.",
    "password_recovered": "Kata sandi Anda diganti dengan kode pemulihan: bila bukan oleh Anda, segera hubungi administrator.",
}
"""What a notice says, by the parts of its key."""


def _unread(request: HttpRequest) -> str:
    """How many notices wait; who is not let in yet is told nothing."""
    count = unread_notices(request.user) if getattr(request, "roles", None) else 0  # type: ignore[arg-type]
    return f" ({count})" if count else ""


def _say_what_notices_mean() -> None:
    for key, words in ABOUT_OTHERS.items():
        entry = slots.NoticeWords(
            key=key, words=words, label="Buka Pengguna dan peran", url_name="accounts:people", predicate=manages_people
        )
        slots.notice_words.register(entry)
    for key, words in ABOUT_ONESELF.items():
        slots.notice_words.register(slots.NoticeWords(key=key, words=words, label="Buka Akun", url_name="accounts:account"))


def register() -> None:
    """Called once, when the application starts."""
    for key, order, label, url_name, description in PAGES:
        page = slots.SettingsPage(key=key, order=order, label=label, url_name=url_name, description=description, predicate=manages_people)
        slots.settings_page.register(page)
    for kind, labels in CHANGES.items():
        slots.register_changes(kind, labels)
    _say_what_notices_mean()
    slots.menu.register(
        slots.MenuEntry(key="notices", order=80, label="Pemberitahuan", url_name="accounts:notices", area="account", suffix=_unread)
    )
    slots.menu.register(slots.MenuEntry(key="account", order=90, label="Akun", url_name="accounts:account", area="account"))
    slots.health_check.register(slots.HealthCheck(key="roles", order=50, label="Peran", check=roles_are_filled))
    slots.health_check.register(slots.HealthCheck(key="recovery_key", order=55, label="Kunci pemulihan", check=ceremony_was_held))
    slots.health_reader.register(slots.HealthReader(key="administrator", predicate=manages_people))
