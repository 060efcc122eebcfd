"""What this room hangs on the settings: its pages, the changes that the log shows, and the check of the holiday table."""

from django.utils import timezone

from complaints.services.holidays import FIRST_MONTH
from foundation.accounts.permissions import manages_people
from foundation.ui import slots
from foundation.workdays.queries import years_without_joint_leave

PAGES = (
    ("types", 20, "Jenis pelanggaran", "complaints:types", "Nama, arti, dan tanda setiap jenis, dengan versi dan masa berlakunya."),
    ("holidays", 30, "Hari libur", "complaints:holidays", "Libur nasional, cuti bersama, dan libur daerah yang menggeser batas waktu."),
    ("retention", 70, "Retensi", "complaints:retention", "Berapa lama perkara yang ditutup disimpan, dan apa tindakan akhirnya."),
)
"""Key, place, label, address, and what is set there in one sentence."""
CHANGES = {
    "complaints.ViolationType": {
        "type.added": "Jenis pelanggaran ditambah",
        "type.reworded": "Jenis pelanggaran diubah (versi baru)",
        "type.ended": "Jenis pelanggaran diakhiri",
    },
    "complaints.RetentionRule": {
        "retention.added": "Aturan retensi ditambah",
        "retention.changed": "Aturan retensi diubah (versi baru)",
        "retention.ended": "Aturan retensi diakhiri",
    },
    "complaints.HolidayImport": {
        "holidays.brought": "Hari libur diajukan",
        "holidays.approved": "Hari libur disetujui",
        "holidays.discarded": "Hari libur dibuang",
        "holidays.stopped": "Penghitungan ulang dihentikan",
        "holidays.taken_up": "Penghitungan ulang dilanjutkan",
    },
    "workdays.Holiday": {
        "holiday.added": "Hari libur ditambah",
        "holiday.changed": "Hari libur diubah",
        "holiday.withdrawn": "Hari libur dicabut",
    },
}


def holidays_are_known() -> slots.Finding:
    """The health check: this year's joint leave, and from September on next year's, which running clocks reach by then."""
    today = timezone.localdate()
    missing = years_without_joint_leave([today.year, *([today.year + 1] if today.month >= FIRST_MONTH else [])])
    if not missing:
        return slots.Finding(ok=True, words="Hari libur sudah dimuat.")
    years = " dan ".join(str(year) for year in sorted(missing))
    return slots.Finding(ok=False, words=f"Belum ada hari libur {years}. Batas waktu dapat keliru: impor keputusannya pada Hari libur.")


def register() -> None:
    """Hang the entries; doing it twice changes nothing."""
    for key, order, label, url_name, description in PAGES:
        slots.settings_page.register(
            slots.SettingsPage(key=key, order=order, label=label, url_name=url_name, description=description, predicate=manages_people)
        )
    for kind, labels in CHANGES.items():
        slots.register_changes(kind, labels)
    slots.health_check.register(slots.HealthCheck(key="holidays", order=60, label="Hari libur", check=holidays_are_known))
