"""What this room hangs on the health page: jobs that failed, jobs that nobody comes for."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.jobs.queries import failed, waiting_since
from foundation.ui import slots

LONG = timedelta(minutes=5)


def jobs_are_done() -> slots.Finding:
    """Not well while a job has failed for good, or has been due for five minutes without anybody starting it."""
    if waiting := waiting_since(timezone.now() - LONG).count():
        return slots.Finding(
            ok=False, words=_("%(count)d pekerjaan menunggu lebih dari lima menit; periksa apakah pekerja berjalan.") % {"count": waiting}
        )
    if broken := failed().count():
        return slots.Finding(
            ok=False, words=_("%(count)d pekerjaan gagal; lihat dan ulangi dengan manage.py failed_jobs.") % {"count": broken}
        )
    return slots.Finding(ok=True, words=_("Tidak ada pekerjaan yang tertunda atau gagal."))


def register() -> None:
    """Hang the check; called once when the application starts."""
    slots.health_check.register(slots.HealthCheck(key="jobs", label=gettext_lazy("Pekerjaan latar"), check=jobs_are_done, order=20))
