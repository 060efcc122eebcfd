"""The bases of every page under "Pengaturan": for an administrator in force alone, one act a form, every refusal in words that help."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from foundation.accounts import services
from foundation.accounts.models import User
from foundation.accounts.permissions import manages_people
from foundation.ui.views import StaffFormView, StaffView

Words = Callable[[Any], str]
USUAL: Mapping[type[Exception], Words] = {
    services.OwnRights: lambda _: "Minta administrator lain: yang menyangkut diri Anda sendiri tidak dapat Anda ubah",
    services.PersonEnded: lambda _: "Pilih orang lain: pegawai ini sudah berakhir",
    services.UnitEnded: lambda _: "Pilih unit lain: unit ini sudah berakhir",
    services.PostEnded: lambda _: "Jabatan atau masa jabatan ini sudah berakhir dan tidak diubah lagi",
    ValidationError: lambda refusal: " ".join(refusal.messages),
}
"""What to say of the refusals that several rooms' services share."""


class AdministratorView(StaffView):
    """A page for an administrator in force."""

    def has_permission(self) -> bool:
        """Nobody else."""
        return manages_people(self.request)

    @property
    def administrator(self) -> User:
        """Who acts: behind the permission there is always a person."""
        return cast("User", self.request.user)


class SettingFormView(AdministratorView, StaffFormView):
    """One change of a setting: the form, then the one service call of `act`.

    `back` is the page one came from and returns to, `trail` the way to it as labels and addresses in turn; `refused` adds the
    refusals of this page's service to the usual ones.
    """

    template_name = "accounts/staff/setting_form.html"
    form_class: type[Form]
    title, submit, done, explanation = "", "Simpan", "Perubahan disimpan.", ""
    refused: ClassVar[Mapping[type[Exception], Words]] = {}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The moment of the act."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        self.refusals = (*USUAL, *self.refused)

    @property
    def back(self) -> str:
        """Where one returns to."""
        raise NotImplementedError

    @property
    def trail(self) -> list[tuple[str, str]]:
        """The way here, outermost first, as label and address."""
        return []

    def subject(self) -> str:
        """What the act is about, in one line under the heading."""
        return ""

    def act(self, form: Any) -> None:
        """The one service call of this page."""
        raise NotImplementedError

    def refusal_words(self, refusal: Exception) -> str:
        """What to do about it."""
        known = {**USUAL, **self.refused}
        return next(words(refusal) for kind, words in known.items() if isinstance(refusal, kind))

    def get_success_url(self) -> str:
        """Back to the page one came from."""
        return self.back

    def form_valid(self, form: Form) -> HttpResponse:
        """Acts, says that it is done, goes back."""
        self.act(form)
        messages.success(self.request, self.done)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """This page's words."""
        words = {"title": self.title, "submit": self.submit, "explanation": self.explanation, "subject": self.subject()}
        return super().get_context_data(**words, back=self.back, trail=self.trail, **kwargs)
