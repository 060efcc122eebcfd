"""Pengaturan: unit kerja dan jabatan. Nothing is deleted; a unit ends once nothing is left in it."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from foundation.accounts import forms_units as forms
from foundation.accounts import services
from foundation.accounts.forms import ConfirmForm
from foundation.accounts.models import Post, Unit, User
from foundation.accounts.queries import posts_running
from foundation.accounts.views.settings import AdministratorView, SettingFormView

LIST_LABEL = "Unit kerja dan jabatan"
MOVE_FIRST = "Kosongkan unit ini lebih dahulu: pindahkan orangnya, akhiri jabatan dan penetapannya, pindahkan unit di bawahnya"


class UnitsView(AdministratorView, TemplateView):
    """Every unit with how many people and posts it has, those in force first."""

    template_name = "accounts/staff/units.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query whatever their number."""
        today = timezone.localdate()
        people = Count("people", filter=Q(people__ended_on__isnull=True), distinct=True)
        posts = Count("posts", filter=Q(posts__valid_to__isnull=True) | Q(posts__valid_to__gte=today), distinct=True)
        counted = Unit.objects.annotate(people_count=people, posts_count=posts).select_related("parent")
        units = sorted(counted, key=lambda unit: (unit.ended_on is not None, unit.name))
        return super().get_context_data(units=units, **kwargs)


class _OfUnit(AdministratorView):
    """A page about one unit."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the unit."""
        super().setup(request, *args, **kwargs)
        self.unit = get_object_or_404(Unit.objects.select_related("parent"), pk=kwargs["unit"])


class UnitView(_OfUnit, TemplateView):
    """One unit: who works there, its posts and who sits in them, what stands below it."""

    template_name = "accounts/staff/unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sittings that are over stay readable below."""
        running = list(posts_running(timezone.localdate()).filter(unit=self.unit))
        past = self.unit.posts.exclude(pk__in=[post.pk for post in running]).select_related("user").order_by("title", "-valid_to")
        people = self.unit.people.filter(ended_on__isnull=True)
        children = self.unit.children.filter(ended_on__isnull=True)
        found = {"unit": self.unit, "posts": running, "past": past, "people": people, "children": children}
        return super().get_context_data(**{**kwargs, **found})


class _UnitForm(SettingFormView):
    """A form below the list of units."""

    @property
    def back(self) -> str:
        """The list."""
        return reverse("accounts:units")

    @property
    def trail(self) -> list[tuple[str, str]]:
        """From the list on."""
        return [(LIST_LABEL, reverse("accounts:units"))]


class _OneUnitForm(_OfUnit, _UnitForm):
    """A form about one unit."""

    @property
    def back(self) -> str:
        """The unit."""
        return reverse("accounts:unit", args=[self.unit.pk])

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Over the unit."""
        return [*super().trail, (self.unit.name, self.back)]


class AddUnitView(_UnitForm):
    """Adds a unit."""

    form_class = forms.AddUnitForm
    title, submit, done = "Tambah unit kerja", "Simpan unit", "Unit kerja ditambah."

    def act(self, form: Any) -> None:
        """As the form says."""
        services.create_unit(**form.cleaned_data, by=self.administrator, at=self.at)


class ChangeUnitView(_OneUnitForm):
    """Renames or moves a unit."""

    form_class = forms.ChangeUnitForm
    title, done = "Ubah unit kerja", "Unit kerja diubah."
    refused = {
        services.UnitClash: lambda clash: f"Akhiri dahulu penetapan {clash.role.label} di unit ini atau di bawahnya: peran itu bergantung "
        "pada apakah unit kerjanya bagian dari Inspektorat"
    }

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"name": self.unit.name, "parent": self.unit.parent_id, "is_inspectorate": self.unit.is_inspectorate}

    def act(self, form: Any) -> None:
        """As the form says."""
        services.change_unit(self.unit, **form.cleaned_data, by=self.administrator, at=self.at)


class EndUnitView(_OneUnitForm):
    """Ends a unit, or lists what must move first."""

    template_name = "accounts/staff/end_unit.html"
    form_class = ConfirmForm
    title, submit, done = "Akhiri unit kerja", "Akhiri unit kerja", "Unit kerja diakhiri."
    explanation = "Unit ini tidak dapat dipilih lagi mulai hari ini. Riwayatnya tetap tersimpan."
    refused = {services.UnitInUse: lambda _: MOVE_FIRST}

    def subject(self) -> str:
        """Its name."""
        return self.unit.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is left in it."""
        remaining = services.remaining_in(self.unit, on=timezone.localdate(self.at))
        return super().get_context_data(unit=self.unit, remaining=remaining, **kwargs)

    def act(self, form: Any) -> None:  # noqa: ARG002
        """No fact but the moment."""
        services.end_unit(self.unit, by=self.administrator, at=self.at)


class AddPostView(_OneUnitForm):
    """Adds a post to a unit."""

    form_class = forms.AddPostForm
    title, submit, done = "Tambah jabatan", "Simpan jabatan", "Jabatan ditambah."

    def subject(self) -> str:
        """Its unit."""
        return self.unit.name

    def act(self, form: Any) -> None:
        """As the form says."""
        services.create_post(unit=self.unit, **form.cleaned_data, by=self.administrator, at=self.at)


class _PostForm(_OneUnitForm):
    """A form about one post of the unit."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the post of this unit, no other's."""
        super().setup(request, *args, **kwargs)
        self.post_row = get_object_or_404(Post.objects.select_related("user"), pk=kwargs["post"], unit=self.unit)

    def subject(self) -> str:
        """The post and who sits in it."""
        return f"{self.post_row.title}, {self.post_row.user or 'kosong'}"


class ChangePostView(_PostForm):
    """Corrects a post's title or echelon."""

    form_class = forms.ChangePostForm
    title, done = "Ubah jabatan", "Jabatan diubah."
    explanation = "Eselon menentukan siapa yang menerbitkan surat tugas (Pasal 7 ayat (3))."

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"title": self.post_row.title, "echelon": self.post_row.echelon}

    def act(self, form: Any) -> None:
        """As the form says."""
        services.change_post(self.post_row, **form.cleaned_data, by=self.administrator, at=self.at)


class SeatView(_PostForm):
    """Lets somebody else sit in a post."""

    form_class = forms.SeatForm
    title, submit, done = "Ganti pejabat", "Simpan pejabat", "Pergantian pejabat dicatat."
    explanation = "Masa jabatan yang sekarang berakhir sehari sebelum tanggal mulai yang baru."

    def act(self, form: Any) -> None:
        """As the form says."""
        services.seat(
            self.post_row, form.cleaned_data["user"], valid_from=form.cleaned_data["valid_from"], by=self.administrator, at=self.at
        )


class EndPostView(_PostForm):
    """Ends a post."""

    form_class = forms.EndPostForm
    title, submit, done = "Akhiri jabatan", "Akhiri jabatan", "Jabatan diakhiri."
    explanation = "Jabatan ini dihapus dari susunan sesudah hari terakhirnya. Riwayatnya tetap tersimpan."

    def act(self, form: Any) -> None:
        """As the form says."""
        services.end_post(self.post_row, **form.cleaned_data, by=self.administrator, at=self.at)


class MovePersonView(_OneUnitForm):
    """Lets a person of the unit work elsewhere."""

    form_class = forms.MovePersonForm
    title, submit, done = "Pindahkan pegawai", "Pindahkan", "Pegawai dipindahkan."
    refused = {services.UnitClash: lambda clash: f"Akhiri dahulu penetapan {clash.role.label}: peran itu bergantung pada unit kerjanya"}
    explanation = "Penetapan perannya tidak berubah; akhiri atau buat penetapan baru bila perlu."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the person of this unit, nobody else's."""
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(User, pk=kwargs["person"], unit=self.unit)

    def subject(self) -> str:
        """Who moves."""
        return f"{self.person.full_name}, sekarang di {self.unit.name}"

    def act(self, form: Any) -> None:
        """As the form says."""
        services.move_person(self.person, form.cleaned_data["unit"], by=self.administrator, at=self.at)
