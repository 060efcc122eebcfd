"""Pengaturan: saluran pengaduan. Each way in, its letter and why it stands there; administrators keep them."""

from dataclasses import asdict
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from channels import permissions, queries
from channels.forms import settings as forms
from channels.models import Channel
from channels.services import ways
from foundation.accounts.permissions import manages_people
from foundation.accounts.views.settings import SettingFormView
from foundation.ui.views import StaffView

ENDED = "Saluran ini sudah berakhir dan tidak diubah lagi"


class ChannelsView(StaffView, TemplateView):
    """`/petugas/pengaturan/saluran/`: each way in, its letter, and why it stands there."""

    template_name = "channels/staff/channels.html"

    def has_permission(self) -> bool:
        """Who keeps or answers for the ways in."""
        return permissions.may_read_channels(self.request.roles)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every way in that is open today, and those that are closed."""
        on = timezone.localdate()
        found = queries.in_force(on).select_related("under")
        closed = Channel.objects.filter(valid_to__lt=on)
        return super().get_context_data(**kwargs, channels=found, closed=closed, may_change=manages_people(self.request))


class _ChannelForm(SettingFormView):
    """A form below the list of ways in."""

    refused: ClassVar[dict[type[Exception], Any]] = {
        ways.ChannelEnded: lambda _: ENDED,
        ways.ChannelNeeded: lambda _: "Biarkan saluran ini berlaku: formulir atau meja petugas menerima pengaduan lewat saluran ini",
    }

    @property
    def back(self) -> str:
        """The list."""
        return reverse("channels:channels")

    @property
    def trail(self) -> list[tuple[str, str]]:
        """From the list on."""
        return [("Saluran pengaduan", self.back)]


class AddChannelView(_ChannelForm):
    """Adds a way in."""

    form_class = forms.AddChannelForm
    title, submit, done = "Tambah saluran", "Simpan saluran", "Saluran ditambah dan berlaku mulai hari ini."

    def get_form_kwargs(self) -> dict[str, Any]:
        """What it may be treated as."""
        return {**super().get_form_kwargs(), "ways": queries.named_by_law(timezone.localdate(self.at))}

    def act(self, form: forms.AddChannelForm) -> None:
        """As the form says."""
        ways.add_channel(form.cleaned_data["code"], form.facts(), by=self.administrator, at=self.at)


class _OneChannelForm(_ChannelForm):
    """A form about one way in."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the way in while it is open."""
        super().setup(request, *args, **kwargs)
        still = Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate(self.at))
        self.channel = get_object_or_404(Channel.objects.select_related("under").filter(still), code=kwargs["code"])

    def subject(self) -> str:
        """Its name."""
        return self.channel.label


class ChangeChannelView(_OneChannelForm):
    """Changes what a way in says."""

    form_class = forms.ChangeChannelForm
    title, done = "Ubah saluran", "Saluran diubah. Halaman depan dan Cara lain mengadu mengikutinya."
    explanation = "Pengaduan yang sudah tercatat tetap memakai huruf waktu diterima."

    def get_form_kwargs(self) -> dict[str, Any]:
        """What it may be treated as: any other way that the Perwali names."""
        others = queries.named_by_law(timezone.localdate(self.at)).exclude(pk=self.channel.pk)
        return {**super().get_form_kwargs(), "ways": others}

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {**asdict(ways.facts_of(self.channel)), "under": self.channel.under_id}

    def act(self, form: forms.ChangeChannelForm) -> None:
        """As the form says."""
        ways.change_channel(self.channel, form.facts(), by=self.administrator, at=self.at)


class EndChannelView(_OneChannelForm):
    """Closes a way in."""

    form_class = forms.EndChannelForm
    title, submit, done = "Akhiri saluran", "Akhiri saluran", "Hari terakhir saluran dicatat."
    explanation = "Sesudah hari terakhir, saluran ini tidak diumumkan dan tidak dapat dipilih lagi. Pengaduan yang masuk lewatnya tetap."

    def act(self, form: forms.EndChannelForm) -> None:
        """As the form says."""
        ways.end_channel(self.channel, last_day=form.cleaned_data["last_day"], by=self.administrator, at=self.at)
