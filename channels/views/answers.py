"""Shows the answers of a draft on the check page, group by group, each with its way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from channels.enums import Naming, YesNo
from channels.rules import steps
from channels.rules.steps import Step
from complaints.enums import Consent, ContactWay, ReporterKind, Routing
from complaints.services.drafts import FormDraft
from foundation.ui.fields import PartialDate
from foundation.ui.wording import size


@dataclass(frozen=True)
class Answer:
    """One line of the check page: what was asked, what was said, and the address of the field."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Group:
    """Answers under one heading."""

    title: str
    answers: list[Answer]


def groups_of(draft: FormDraft) -> list[Group]:
    """All answers of a finished draft."""
    return [
        Group(_("Anda"), _who(steps.clean(draft.answers, Step.WHO) or {})),
        Group(_("Yang Anda laporkan"), _accused(steps.clean(draft.answers, Step.ACCUSED) or {})),
        Group(_("Kejadian"), _story(steps.clean(draft.answers, Step.STORY) or {})),
        Group(_("Bukti"), _evidence(draft)),
        Group(_("Perlindungan dan kontak"), _contact(steps.clean(draft.answers, Step.CONTACT) or {})),
    ]


def _row(label: str, value: str, step: Step, field: str) -> Answer:
    return Answer(label, value, f"{reverse('channels:step', args=[steps.number_of(step)])}?kembali=1#{field}")


def _who(said: Mapping[str, Any]) -> list[Answer]:
    named = said["nama_disebut"] == Naming.NAMED
    consents = ", ".join(str(Consent(consent).label) for consent in said["izin"])
    rows = [
        _row(_("Hubungan dengan Pemerintah Kota"), str(ReporterKind(said["pelapor"]).label), Step.WHO, "id_pelapor_0"),
        _row(_("Nama Anda"), _("Disebut, selalu dirahasiakan") if named else _("Tanpa nama"), Step.WHO, "id_nama_disebut_0"),
    ]
    if named:
        rows.append(_row(_("Nama boleh disebut kepada"), consents or _("Tidak kepada siapa pun"), Step.WHO, "id_izin_0"))
    return rows


def _accused(said: Mapping[str, Any]) -> list[Answer]:
    people = said["orang"]
    rows = []
    for index, person in enumerate(people):
        nth = f" ({index + 1})" if len(people) > 1 else ""
        rows += [
            _row(_("Nama") + nth, person["nama"] or _("Tidak tahu"), Step.ACCUSED, f"id_orang-{index}-nama"),
            _row(_("Jabatan") + nth, person["jabatan"] or _("Tidak diisi"), Step.ACCUSED, f"id_orang-{index}-jabatan"),
            _row(_("Unit kerja") + nth, person["unit"], Step.ACCUSED, f"id_orang-{index}-unit"),
        ]
    rows.append(
        _row(_("Bekerja di Inspektorat, eselon II, Walikota, atau DPRD"), str(Routing(said["asal"]).label), Step.ACCUSED, "id_asal_0")
    )
    return rows


def _story(said: Mapping[str, Any]) -> list[Answer]:
    when = str(PartialDate.fromisoformat(said["tanggal"])) if said["tanggal"] else _("Tidak ingat, atau masih berlangsung")
    hour = said["jam"]
    return [
        _row(_("Uraian"), said["uraian"], Step.STORY, "id_uraian"),
        _row(_("Waktu"), f"{when}, {hour}" if hour else when, Step.STORY, "id_tanggal_0"),
        _row(_("Tempat"), said["tempat"], Step.STORY, "id_tempat"),
    ]


def _evidence(draft: FormDraft) -> list[Answer]:
    later = (steps.clean(draft.answers, Step.EVIDENCE) or {}).get("menyusul")
    rows = [_row(_("Berkas"), f"{file['name']} ({size(file['size'])})", Step.EVIDENCE, "berkas") for file in draft.files]
    if later:
        rows.append(_row(_("Bukti lain"), _("Saya serahkan kemudian"), Step.EVIDENCE, "id_menyusul"))
    return rows or [_row(_("Berkas"), _("Tidak ada"), Step.EVIDENCE, "id_berkas")]


def _contact(said: Mapping[str, Any]) -> list[Answer]:
    threatened = said["terancam"] == YesNo.YES
    rows = [_row(_("Merasa terancam"), _("Ya, saya meminta perlindungan") if threatened else _("Tidak"), Step.CONTACT, "id_terancam_0")]
    if said.get("ancaman"):
        rows.append(_row(_("Yang Anda khawatirkan"), said["ancaman"], Step.CONTACT, "id_ancaman"))
    if "cara" not in said:
        rows.append(_row(_("Kontak"), _("Tidak ada. Jawaban hanya lewat kode tanda terima."), Step.WHO, "id_nama_disebut_0"))
        return rows
    labels = {
        "nama": _("Nama"),
        "badan": _("Badan atau organisasi"),
        "unit": _("Unit kerja Anda"),
        "nip": _("NIP"),
        "telepon": _("Telepon"),
        "surel": _("Surel"),
        "alamat": _("Alamat"),
        "jam_aman": _("Aman dihubungi"),
    }
    rows += [_row(label, said[name], Step.CONTACT, f"id_{name}") for name, label in labels.items() if said.get(name)]
    rows.append(_row(_("Dihubungi lewat"), str(ContactWay(said["cara"]).label), Step.CONTACT, "id_cara_0"))
    return rows
