"""Truly sealed complaints, taken in, forwarded, reviewed and answered by the same services that serve people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from complaints.enums import Routing
from complaints.models import Complaint, ViolationType
from complaints.services.sweep import sweep_deadlines
from config.demo.desk import Desk, sheet
from foundation.accounts.models import User
from investigations.enums import Conclusion

DAYS = 60
"""The sealed complaints came in during so many days up to now."""
CHUNK = 100
"""So many complaints a transaction: the services are the same, only the disk waits less often."""
AUDITOR_CASES = 20
ANSWER = "Terima kasih atas pengaduan Anda. Berkas telah diperiksa dan keterangan telah diminta di unit yang Anda sebut. " * 3
STORY = "Petugas loket meminta uang untuk layanan yang seharusnya gratis dan tidak memberi kuitansi. " * 15
REASONS = "Keterangan yang ada tidak menunjukkan pelanggaran."
UNITS = ("Kecamatan Tanjung Arum", "Dinas Angkutan Kota", "Dinas Prasarana Kota", "Dinas Kesehatan", "Sekretariat Daerah")


@dataclass(frozen=True)
class Plan:
    """What becomes of the complaint number `index`: how it comes in, whether and how far it is followed up."""

    index: int

    @property
    def channel(self) -> str:
        """Seven of ten by the web form, the others over the three desks."""
        return ("web", "web", "surat", "web", "pejabat", "web", "web", "surel", "web", "web")[self.index % 10]

    @property
    def registrar(self) -> str | None:
        """Who enters it; None when the reporter or a machine does."""
        return {"surat": "saluran", "pejabat": "petugas"}.get(self.channel)

    @property
    def routing(self) -> Routing:
        """Mail asks nothing; one in fifty of the others names an official of echelon II."""
        if self.channel == "surel":
            return Routing.UNROUTED
        return Routing.ECHELON_II if self.index % 50 == 3 else Routing.NONE

    @property
    def forwarded_after(self) -> int | None:
        """Days until somebody forwards it; None leaves it to the system after day 3, which never forwards what is unrouted."""
        return None if self.index % 8 == 5 and self.routing != Routing.UNROUTED else self.index % 3

    @property
    def reviewed_after(self) -> int | None:
        """Days until its review is signed, which meets Pasal 7(2); None for one that waits."""
        return 5 + self.index % 7 if self.index % 16 in {0, 3, 6} and self.routing != Routing.ECHELON_II else None

    @property
    def answered_after(self) -> int | None:
        """Days until the reporter is answered and the case closed."""
        return 14 + self.index % 10 if self.reviewed_after and self.index % 16 != 6 else None

    @property
    def reviewer(self) -> str:
        """The auditor who is measured has AUDITOR_CASES open cases, his colleague all others."""
        return "auditor" if self.index % 16 == 6 and self.index < AUDITOR_CASES * 16 else "auditor-2"


def fill(people: dict[str, User], count: int, *, now: datetime) -> None:
    """`count` complaints over the last DAYS days, each at its own stage; then the clocks are swept as of `now`."""
    desk = Desk(people, timedelta(0))
    types = _types()
    for start in range(0, count, CHUNK):
        with transaction.atomic():
            for index in range(start, min(start + CHUNK, count)):
                _tell(desk, Plan(index), types[index % len(types)], count=count, now=now)
    sweep_deadlines(at=now)


def _types() -> list[str]:
    """The kinds of violation as they fall: a few common ones, and one in a hundred of a rare kind."""
    codes = list(ViolationType.objects.order_by("order").values_list("code", flat=True))
    common, rare = codes[:5], codes[5:10]
    return [rare[0] if number == 97 else common[number % len(common)] for number in range(101)]


def _tell(desk: Desk, plan: Plan, kind: str, *, count: int, now: datetime) -> None:
    """One complaint from its arrival to where it stands `now`."""
    arrived = now - timedelta(days=DAYS) * ((count - plan.index) / count)
    case = desk.receive(
        _sample(plan, arrived), by=plan.registrar, at=arrived, routing=plan.routing, doubtful=plan.index % 40 == 7
    ).complaint
    acts = [
        (plan.forwarded_after, lambda at: desk.forward(case, kind, by=plan.registrar or "saluran", at=at)),
        (plan.reviewed_after, lambda at: _review(desk, plan, case, kind, at=at)),
        (plan.answered_after, lambda at: _answer(desk, case, at=at)),
    ]
    for days, act in acts:
        # Nothing follows what did not happen, or has not happened yet.
        if days is None or arrived + timedelta(days=days, hours=9) >= now:
            return
        act(arrived + timedelta(days=days, hours=1))


def _sample(plan: Plan, arrived: datetime) -> dict[str, Any]:
    return {
        "channel": plan.channel,
        "received_at": (arrived - timedelta(minutes=20)).isoformat(),
        "reporter_kind": "individual",
        "reporter_name": "Marlena Tiosa" if plan.index % 3 else "",
        "contact": "0800-0000-0101" if plan.index % 3 else "",
        "subject": f"Pengaduan nomor {plan.index + 1}",
        "body": STORY,
        "accused": [{"name": f"Pegawai {plan.index}", "post": "petugas loket", "unit": UNITS[plan.index % len(UNITS)]}],
    }


def _review(desk: Desk, plan: Plan, case: Complaint, kind: str, *, at: datetime) -> None:
    """Ordered, written and signed."""
    desk.order_review(case, "Telaah dan laporkan.", to=plan.reviewer, at=at)
    written = sheet("Dugaan pungutan di loket layanan.", STORY, Conclusion.NOT_PROVEN, REASONS, violation=kind)
    desk.write_sheet(case, written, by=plan.reviewer, at=at + timedelta(hours=1), sign=True)


def _answer(desk: Desk, case: Complaint, *, at: datetime) -> None:
    desk.decide_unproven(case, "Tidak ada petunjuk pelanggaran.", at=at)
    desk.answer(case, ANSWER, at=at + timedelta(hours=1))
    desk.close(case, at=at + timedelta(hours=2))
