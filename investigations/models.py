"""What the Inspektorat did with a complaint: orders, sheets, letters, teams, suspensions, rulings. Words are sealed, codes plain."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.enums import SuspensionGround
from foundation.vault.fields import SealedField
from investigations.enums import Action, Conclusion, Duty, FollowUp, Measure, RulingKind, Signatory

FOLLOW_UP_ACTIONS = [Action.REVIEW.value, Action.AUDIT.value]


class Disposition(models.Model):
    """An order about a case; one of them is the follow-up decision of Pasal 7(1). Written by services.disposition alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="dispositions")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=12, choices=Action.choices)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    instruction = SealedField(tag="disposition.instruction", inside="content")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(action__in=FOLLOW_UP_ACTIONS, replaced_at__isnull=True),
                name="one_follow_up_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.action}"


class Review(models.Model):
    """One review sheet (lembar penelaahan); `conclusion` is plain once it is signed, `paper` the signed sheet as a PDF.

    Written by services.reviews and services.sheet_paper alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="reviews")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.CharField(max_length=20, choices=Conclusion.choices, blank=True)
    sheet = SealedField(tag="review.sheet", inside="content")
    digest = SealedField(tag="review.digest", inside="content")
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="review_sheets_in_order"),
            models.UniqueConstraint(fields=["complaint"], condition=Q(signed_at__isnull=True), name="one_review_draft"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, conclusion="")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(conclusion="")),
                name="review_signed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.number}"


class RivalSheet(models.Model):
    """What somebody wrote into a sheet that had been saved by another meanwhile: kept beside it, never overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="rivals")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    seen_version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    sheet = SealedField(tag="rival.sheet", inside="content")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.seen_version}"


class Assignment(models.Model):
    """An assignment letter of the Inspektur, or the recorded instrument of the Walikota (Pasal 7(3)). The number is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="assignments")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    issued_by = models.CharField(max_length=10, choices=Signatory.choices)
    follow_up = models.CharField(max_length=10, choices=FollowUp.choices)
    issued_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    letter = SealedField(tag="assignment.letter", inside="content")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="assignment_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.issued_by}"


class TeamMember(models.Model):
    """Somebody who was given a case, from when to when. Written by services.team alone, always together with the key grant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="team")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=Duty.choices)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "user"], condition=Q(left_at__isnull=True), name="once_in_a_team"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.user_id}"


class Suspension(models.Model):
    """A postponement or a stop (Pasal 14), of the case or of one accused; pending while it waits for a second person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="suspensions")
    accused = models.ForeignKey("complaints.AccusedPerson", on_delete=models.PROTECT, null=True, blank=True, related_name="suspensions")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=10, choices=Measure.choices)
    ground = models.CharField(max_length=20, choices=SuspensionGround.choices)
    review_on = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    words = SealedField(tag="suspension.words", inside="content")

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(accused__isnull=True, ended_at__isnull=True),
                name="one_suspension_of_a_case",
            ),
            models.UniqueConstraint(
                fields=["accused"],
                condition=Q(accused__isnull=False, ended_at__isnull=True),
                name="one_stop_of_an_accused",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="second_approver_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.ground}"


class Ruling(models.Model):
    """What was ruled about a case: result of an audit, decision, out of scope, referral, closing. Its words are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="rulings")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=RulingKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedField(tag="ruling.words", inside="content")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.kind}"
