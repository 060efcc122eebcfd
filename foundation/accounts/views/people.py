"""Pengaturan: pengguna dan peran. An administrator adds and ends people and appointments, and can open nothing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.generic import DetailView, ListView

from foundation.accounts import services
from foundation.accounts.enums import AppointmentForm, Role
from foundation.accounts.factors import factors_of
from foundation.accounts.forms import AppointForm, ConfirmForm, LeavingForm, PersonForm, ResetAccessForm, UndertakingForm
from foundation.accounts.models import Appointment, User
from foundation.accounts.readiness import readiness
from foundation.accounts.rules import INSIDE
from foundation.accounts.views.leaving import LeavingMixin, parts_about
from foundation.accounts.views.settings import AdministratorView
from foundation.ui.views import StaffFormView

REFUSALS: dict[type[Exception], Callable[[Any], str]] = {
    services.OwnRights: lambda _: "Minta administrator lain: hak Anda sendiri tidak dapat Anda tambah",
    services.LastAdministrator: lambda _: "Tunjuk administrator lain lebih dahulu: harus selalu ada satu administrator",
    services.PersonEnded: lambda _: "Pegawai ini sudah berakhir dan tidak dapat ditunjuk lagi",
    services.NothingToReset: lambda _: "Pegawai ini belum memasang faktor kedua",
    services.NoKeyYet: lambda _: "Orang ini belum memilih kata sandi sendiri: buat saja kata sandi sementara baru",
    services.PasswordAlreadyChosen: lambda _: "Pegawai ini sudah memilih kata sandi sendiri",
    services.RolesClash: lambda clash: f"Akhiri dahulu peran {clash.held.label}: peran itu tidak boleh dirangkap dengan {clash.role.label}",
    services.UnitClash: lambda clash: unit_words(clash.role),
    ValidationError: lambda refusal: " ".join(refusal.messages),
}


def unit_words(role: Role) -> str:
    """Why a person's unit bars the role, and whom to appoint instead."""
    if role in INSIDE:
        return f"Tunjuk pegawai Inspektorat: {role.label} harus bekerja di unit Inspektorat"
    return f"Tunjuk orang dari luar Inspektorat: {role.label} tidak boleh pegawai Inspektorat"


class _PersonForm(AdministratorView, StaffFormView):
    """A form about one person; every refusal of a service is said in words that help."""

    refusals = tuple(REFUSALS)
    template_name = "accounts/staff/person_form.html"
    form_class: type[Form] = ConfirmForm
    title, submit, done, explanation = "", "Simpan", "", ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the person."""
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(User, pk=kwargs["pk"])

    def refusal_words(self, refusal: Exception) -> str:
        """What to do about it."""
        return next(words(refusal) for kind, words in REFUSALS.items() if isinstance(refusal, kind))

    def get_success_url(self) -> str:
        """Back to the person."""
        return reverse("accounts:person", args=[self.person.pk])

    def form_valid(self, form: Form) -> HttpResponse:
        """Acts, says that it is done, goes back."""
        self.act(form)
        messages.success(self.request, self.done)
        return super().form_valid(form)

    def act(self, form: Form) -> None:
        """The one service call of this screen."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The person, and this screen's words."""
        words = {"title": self.title, "submit": self.submit, "explanation": self.explanation}
        return super().get_context_data(person=self.person, **words, **kwargs)


class PeopleView(AdministratorView, ListView):
    """Everybody with roles and readiness, those still serving first."""

    template_name = "accounts/staff/people.html"
    paginate_by, page_kwarg = 50, "halaman"

    def get_queryset(self) -> QuerySet[User]:
        """One query for people, one for appointments, one for second factors, whatever their number."""
        people = User.objects.select_related("unit").prefetch_related("appointments", "authenticator_set")
        return people.order_by("ended_on", "full_name", "username")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each person beside what is still missing before he or she can work."""
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        return {**context, "rows": [(person, readiness(person, on=today)) for person in context["object_list"]]}


class PersonView(AdministratorView, DetailView):
    """One person: appointments, undertakings, and what can be done."""

    model = User
    template_name = "accounts/staff/person.html"
    context_object_name = "person"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Appointments newest first."""
        appointments = self.object.appointments.select_related("unit").order_by("-valid_from", "role")
        state = readiness(self.object, on=timezone.localdate())
        factors, parts = factors_of(self.object), parts_about(self.request, self.object, "shown")
        facts = {"readiness": state, "factors": factors, "parts": parts, "today": timezone.localdate()}
        return super().get_context_data(appointments=appointments, **facts, **kwargs)


class AddPersonView(AdministratorView, StaffFormView):
    """Adds a person; the temporary password stands on the answer to this one request and nowhere else."""

    form_class = PersonForm
    template_name = "accounts/staff/add_person.html"
    refusals = (ValidationError,)

    def refusal_words(self, refusal: Exception) -> str:
        """The words of the check that failed."""
        return REFUSALS[ValidationError](refusal)

    def form_valid(self, form: PersonForm) -> HttpResponse:
        """No redirect: the password must not wait in a session."""
        person, password = services.invite_user(**form.cleaned_data, by=self.administrator, at=timezone.now())
        return password_shown(self, person, password)


class RenewPasswordView(_PersonForm):
    """Another temporary password for somebody who never used the first."""

    title, submit = "Kata sandi sementara baru", "Buat kata sandi sementara"
    explanation = "Kata sandi sementara yang lama tidak berlaku lagi."

    def form_valid(self, form: Form) -> HttpResponse:  # noqa: ARG002
        """No redirect: the password must not wait in a session."""
        password = services.renew_temporary_password(self.person, by=self.administrator, at=timezone.now())
        return password_shown(self, self.person, password)


class ResetAccessView(LeavingMixin, _PersonForm):
    """Ends the key pair of somebody who lost password and recovery code; the temporary password is handed over in person."""

    form_class, occasion = ResetAccessForm, "reset"
    title, submit = "Pulihkan akses", "Pulihkan akses dan buat kata sandi sementara"
    explanation = (
        "Hanya bila kata sandi hilang dan kode pemulihan pribadi tidak ada. Kunci lama, kode pemulihan dan faktor kedua berakhir, "
        "semua sesi ditutup. Orang itu memilih kata sandi baru, lalu rekannya mengembalikan perkaranya lewat “Pekerjaan kunci”. "
        "Siapa pun yang menyimpan kata sandi sementaranya dapat masuk atas nama orang itu: serahkan langsung, jangan simpan. Karena itu "
        "rekannya bertanya sendiri kepada orang itu sebelum mengembalikan perkara. Inspektur, wakilnya dan delegasi Walikota diberi tahu; "
        "bila tidak ada yang menjabat, administrator lain (Pasal 15)."
    )

    def form_valid(self, form: Form) -> HttpResponse:  # noqa: ARG002
        """No redirect: the password must not wait in a session."""
        password = services.reset_access(self.person, by=self.administrator, at=timezone.now())
        return password_shown(self, self.person, password)


class ResetFactorView(_PersonForm):
    """Takes the second factor of somebody who lost it; nothing that is sealed is touched."""

    title, submit, done = "Reset faktor kedua", "Reset faktor kedua", "Faktor kedua dihapus. Orang itu memasang yang baru saat masuk lagi."
    explanation = (
        "Pastikan dahulu bahwa orang ini sendiri yang meminta. Semua sesinya berakhir. Kata sandi dan kunci pribadinya tetap. "
        "Inspektur, wakilnya dan delegasi Walikota diberi tahu (Pasal 15)."
    )

    def act(self, form: Form) -> None:  # noqa: ARG002
        """No fact but the moment."""
        services.reset_second_factor(self.person, by=self.administrator, at=timezone.now())


class AppointView(_PersonForm):
    """Appoints the person by decree."""

    form_class = AppointForm
    title, submit, done = (
        "Tunjuk untuk peran",
        "Simpan penetapan",
        "Penetapan dicatat. Peran berlaku setelah pernyataan kerahasiaan dicatat.",
    )

    def act(self, form: Form) -> None:
        """The decree's facts go to the service as they stand."""
        facts = dict(form.cleaned_data)
        role, shape = Role(facts.pop("role")), AppointmentForm(facts.pop("form"))
        services.appoint(self.person, role, form=shape, **facts, by=self.administrator, at=timezone.now())


class _AppointmentForm(_PersonForm):
    """A form about one appointment of the person."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the appointment of this person, nobody else's."""
        super().setup(request, *args, **kwargs)
        self.appointment = get_object_or_404(Appointment, pk=kwargs["appointment"], user=self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The appointment."""
        return super().get_context_data(appointment=self.appointment, **kwargs)


class UndertakingView(_AppointmentForm):
    """Records the signed secrecy undertaking."""

    form_class = UndertakingForm
    title, submit, done = "Catat pernyataan kerahasiaan", "Simpan pernyataan", "Pernyataan kerahasiaan dicatat."

    def act(self, form: Form) -> None:
        """The date and where the paper lies."""
        services.record_undertaking(self.appointment, **form.cleaned_data, by=self.administrator, at=timezone.now())


class EndAppointmentView(LeavingMixin, _AppointmentForm):
    """Ends an appointment at once."""

    form_class = LeavingForm
    title, submit, done = "Akhiri penetapan", "Akhiri penetapan", "Penetapan diakhiri."
    explanation = "Peran ini tidak berlaku lagi mulai sekarang. Riwayatnya tetap tersimpan."

    def act(self, form: Form) -> None:  # noqa: ARG002
        """No fact but the moment."""
        services.end_appointment(self.appointment, by=self.administrator, at=timezone.now())


class EndPersonView(LeavingMixin, _PersonForm):
    """Ends a person at once."""

    form_class = LeavingForm
    title, submit, done = "Akhiri pengguna", "Akhiri pengguna", "Pengguna diakhiri."
    explanation = "Orang ini tidak dapat masuk lagi mulai sekarang dan semua penetapannya berakhir. Riwayatnya tetap tersimpan."
    success_url = reverse_lazy("accounts:people")

    def act(self, form: Form) -> None:  # noqa: ARG002
        """No fact but the moment."""
        services.end_person(self.person, by=self.administrator, at=timezone.now())


def password_shown(view: StaffFormView, person: User, password: str) -> HttpResponse:
    """The page that shows a temporary password; it is kept nowhere and not shown again."""
    view.template_name = "accounts/staff/temporary_password.html"
    return view.render_to_response({"view": view, "person": person, "password": password, "days": services.TEMPORARY_PASSWORD_FOR.days})
