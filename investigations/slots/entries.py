"""Hangs the entries of this room: the tab, the actions, the tasks, the words of the timeline."""

from collections.abc import Callable

from complaints.slots import timeline
from complaints.slots.notices import has_inbox
from complaints.slots.timeline import Words
from foundation.ui import slots
from investigations.slots import tasks
from investigations.slots.acts import ACTS, Act, never
from investigations.slots.facts import facts_of


def _main(act: Act) -> Callable[..., bool]:
    return lambda request, complaint: act.main(facts_of(request, complaint))


def _beside(act: Act) -> Callable[..., bool]:
    return lambda request, complaint: act.beside(facts_of(request, complaint)) and not act.main(facts_of(request, complaint))


def _entries(act: Act) -> list[slots.CaseAction]:
    """An action hangs twice when it can be the main button or stand beside one; the two exclude each other."""
    url = f"investigations:{act.address}"
    found = []
    if act.main is not never:
        main = slots.CaseAction(key=f"{act.key}_main", order=act.order, label=act.label, url_name=url, primary=True, predicate=_main(act))
        found.append(main)
    if act.beside is not never:
        found.append(slots.CaseAction(key=act.key, order=act.order + 40, label=act.label, url_name=url, predicate=_beside(act)))
    return found


def register() -> None:
    """Hang this room's entries; doing it twice changes nothing."""
    slots.case_tab.register(slots.CaseTab(key="follow_up", order=35, label="Penelaahan", url_name="investigations:follow_up"))
    for act in ACTS:
        for entry in _entries(act):
            slots.case_action.register(entry)
    slots.case_task.register(slots.CaseTasks(key="review", order=30, title=tasks.REVIEW, provider=tasks.review_tasks))
    slots.case_task.register(slots.CaseTasks(key="audit", order=50, title=tasks.AUDIT, provider=tasks.audit_tasks))
    slots.case_task.register(slots.CaseTasks(key="closing", order=90, title=tasks.CLOSING, provider=tasks.closing_tasks))
    timeline.teach(WORDS)
    slots.notice_words.register(
        slots.NoticeWords(
            key="team",
            words="Anda masuk tim sebuah perkara: buka perkaranya dan mulai bekerja.",
            label="Buka Pengaduan masuk",
            url_name="complaints:inbox",
            predicate=has_inbox,
        ),
    )


WORDS = {
    "disposition.given": Words("Disposisi ditetapkan (Pasal 7 ayat (1))"),
    "team.joined": Words("{user} masuk tim (ditugaskan {actor})", "message"),
    "team.left": Words("{user} keluar dari tim (dilepas {actor})", "message"),
    "review.kept_beside": Words("Dua orang menyimpan lembar penelaahan; kedua tulisan disimpan"),
    "review.joined": Words("Dua tulisan lembar penelaahan digabungkan"),
    "review.signed": Words("Lembar penelaahan ditandatangani (Pasal 7 ayat (2))"),
    "assignment.recorded": Words("Surat penugasan dicatat (Pasal 7)"),
    "accused.status": Words("Kedudukan terlapor ditetapkan"),
    "suspension.proposed": Words("Penundaan atau penghentian diusulkan (Pasal 14 ayat (1))"),
    "suspension.approved": Words("Usulan disetujui orang kedua (Pasal 14 ayat (1))"),
    "suspension.withdrawn": Words("Usulan penundaan atau penghentian ditolak"),
    "suspension.overtaken": Words("Penundaan atau penghentian perkara berakhir: tindak lanjut terhadap setiap terlapor dihentikan"),
    "suspension.person_stopped": Words("Tindak lanjut terhadap satu terlapor dihentikan (Pasal 14 ayat (2))"),
    "suspension.person_resumed": Words("Tindak lanjut terhadap satu terlapor dilanjutkan"),
    "ruling.audit_result": Words("Hasil audit investigatif dicatat"),
    "ruling.decision": Words("Putusan dicatat"),
    "ruling.out_of_scope": Words("Bukan kewenangan Inspektorat"),
    "ruling.referral": Words("Surat pelimpahan dicatat"),
    "ruling.closing": Words("Penutupan dicatat"),
}
"""How the acts of this room read on the timeline; the words themselves stay sealed."""
