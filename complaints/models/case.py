"""The case itself: what lists and reports need is plain, contents are sealed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.enums import (
    ComplaintState,
    EmploymentStatus,
    PersonOutcome,
    RegisterSeries,
    ReporterKind,
    Routing,
    ScopeGround,
    SuspensionGround,
)
from complaints.rules.moves import Move
from foundation.vault.fields import SealedField


class ViolationType(models.Model):
    """A kind of violation (Pasal 1 angka 12). Versioned: a new wording is a new row, an old one is end-dated, never deleted."""

    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120, blank=True)
    definition = models.CharField(max_length=300, blank=True)
    sensitive = models.BooleanField(default=False)
    outside_perwali = models.BooleanField(default=False)
    national_code = models.CharField(max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_row_per_type_version")]

    def __str__(self) -> str:
        return self.label


class Complaint(models.Model):
    """One complaint. Created by services.register, its state moved by services.transitions alone.

    `next_due_on` is the earliest running legal date. `word_on` and `review_on` are no legal terms but days the office has
    named: by the first the reporter was promised word (Pasal 16), on the second a postponement is looked at (Pasal 14(1)).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.CharField(max_length=12, choices=RegisterSeries.choices, default=RegisterSeries.MAIN)
    register_number = models.CharField(max_length=60, unique=True)
    register_year = models.PositiveSmallIntegerField()
    register_sequence = models.PositiveIntegerField()

    channel = models.SlugField(max_length=30)
    channel_letter = models.CharField(max_length=1)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    entered_at = models.DateTimeField()

    violation_type = models.ForeignKey(ViolationType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    type_confirmed = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=ComplaintState.choices, default=ComplaintState.RECEIVED)
    routing_answer = models.CharField(max_length=20, choices=Routing.choices)
    routing = models.CharField(max_length=20, choices=Routing.choices)
    mayor_assignment = models.BooleanField(default=False)
    mayor_assignment_rank = models.CharField(max_length=10, blank=True)
    mayor_assignment_found = models.BooleanField(default=False)
    doubtful = models.BooleanField(default=False)
    reporter_kind = models.CharField(max_length=12, choices=ReporterKind.choices)
    reporter_named = models.BooleanField(default=False)
    next_due_on = models.DateField(null=True, blank=True)
    word_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    handling_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    forwarded_by_system = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    retention_rule = models.ForeignKey("complaints.RetentionRule", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    suspension_ground = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=0)

    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="complaint_contents")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="complaint_identities")
    thread = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="complaint_threads")
    safety = models.ForeignKey(
        "vault.Compartment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="complaint_safeties",
    )
    delivery = models.ForeignKey(
        "vault.Compartment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="complaint_deliveries",
    )
    reporter_holder = models.ForeignKey("vault.Holder", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    story = SealedField(tag="complaint.story", inside="content")
    summary = SealedField(tag="complaint.summary", inside="content")
    reporter = SealedField(tag="complaint.reporter", inside="identity")
    routing_reason = SealedField(tag="complaint.routing_reason", inside="content")
    notices_to = SealedField(tag="complaint.notices_to", inside="delivery")

    class Meta:
        ordering = ["-received_on", "-register_sequence"]
        constraints = [
            models.UniqueConstraint(fields=["series", "register_year", "register_sequence"], name="gapless_register_number"),
            models.CheckConstraint(condition=Q(entered_at__gte=F("received_at")), name="entered_not_before_received"),
        ]
        indexes = [
            # One for each order and each filter of the inbox; closed cases have no running clock and stand last.
            models.Index(fields=["next_due_on", "id"], name="complaint_nearest_due"),
            models.Index(fields=["state", "next_due_on", "id"], name="complaint_state_due"),
            models.Index(fields=["violation_type", "next_due_on", "id"], name="complaint_type_due"),
            models.Index(fields=["channel", "next_due_on", "id"], name="complaint_channel_due"),
            models.Index(
                fields=["next_due_on", "id"],
                name="complaint_incomplete_due",
                condition=~Q(state=ComplaintState.CLOSED) & (Q(violation_type__isnull=True) | Q(doubtful=True)),
            ),
            models.Index(fields=["received_on", "id"], name="complaint_received_order"),
            models.Index(fields=["register_year", "register_sequence", "id"], name="complaint_number_order"),
            models.Index(fields=["received_on", "violation_type"], name="complaint_received_type"),
            models.Index(fields=["routing", "received_on"], name="complaint_routing_received"),
            models.Index(fields=["registered_by", "-received_on"], name="complaint_registered_by"),
            models.Index(fields=["reporter_holder"], name="complaint_reporter_holder"),
            models.Index(fields=["word_on"], name="complaint_word_on", condition=Q(word_on__isnull=False)),
            models.Index(fields=["review_on"], name="complaint_review_on", condition=Q(review_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.register_number


class StateChange(models.Model):
    """One move of a complaint's state, as the monthly report counts it (Pasal 19). Written by services.transitions.move alone."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="changes")
    move = models.CharField(max_length=20, choices=[(move.value, move.value) for move in Move])
    before = models.CharField(max_length=20, choices=ComplaintState.choices)
    after = models.CharField(max_length=20, choices=ComplaintState.choices)
    ground = models.CharField(max_length=20, choices=[*SuspensionGround.choices, *ScopeGround.choices], blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["move", "at"], name="change_move_at")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.before} → {self.after}"


class AccusedPerson(models.Model):
    """One accused of a complaint; name, post and unit are sealed, what was decided about the person is plain."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="accused")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=EmploymentStatus.choices, default=EmploymentStatus.UNKNOWN)
    outcome = models.CharField(max_length=12, choices=PersonOutcome.choices, default=PersonOutcome.OPEN)
    details = SealedField(tag="accused.details", inside="content")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="accused_in_order")]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.position}"


class Wall(models.Model):
    """Somebody who may never open a complaint: a named accused or a recused person. The vault enforces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="walls")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField()
    reason = SealedField(tag="wall.reason", inside="content")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "user"], name="one_wall_per_person")]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.user_id}"


class CustodyDue(models.Model):
    """The identity of a case still lies with the circle of its former row, which may open it no more and hands it over.

    Written and taken away by services.circles alone; the lasting record is the log.
    """

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, primary_key=True, related_name="custody_due")
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.complaint_id} since {self.since:%Y-%m-%d}"
