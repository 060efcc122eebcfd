"""Holders of keys, compartments, who was granted which, who is walled off, and which compartments wait for new keys."""

import uuid

from django.db import models
from django.db.models import Q

from foundation.vault.enums import CompartmentKind, HolderKind


class Holder(models.Model):
    """An X25519 key pair. Written by `foundation.vault.holders` alone; upper rooms point down to it.

    Staff keep the private half wrapped under a key stretched from the password. A reporter's is derived from the
    receipt code, so nothing but the public half and a look-up id is stored. Recovery and dispatch live in files.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=HolderKind)
    public_key = models.BinaryField(unique=True)
    wrapped_key = models.BinaryField(null=True)
    salt = models.BinaryField(null=True)
    stretch_ops = models.PositiveSmallIntegerField(null=True)
    stretch_memory = models.PositiveIntegerField(null=True)
    lookup = models.BinaryField(null=True, unique=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="holder_staff_is_wrapped",
                condition=~Q(kind=HolderKind.STAFF)
                | Q(wrapped_key__isnull=False, salt__isnull=False, stretch_ops__isnull=False, stretch_memory__isnull=False),
            ),
            models.CheckConstraint(name="holder_only_staff_is_wrapped", condition=Q(kind=HolderKind.STAFF) | Q(wrapped_key__isnull=True)),
            models.CheckConstraint(name="holder_reporter_has_lookup", condition=Q(kind=HolderKind.REPORTER) ^ Q(lookup__isnull=True)),
            models.UniqueConstraint(
                name="one_living_institution_key",
                fields=["kind"],
                condition=Q(kind__in=[HolderKind.RECOVERY, HolderKind.DISPATCH], ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class RecoveryPair(models.Model):
    """The ceremony of a recovery pair: who holds its shares. Written by `foundation.vault.recovery.pairs` alone.

    `custodians`: name, office and of_inspectorate of each holder of a share. `replaces`: the key whose place it took.
    """

    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, primary_key=True, related_name="ceremony")
    held_on = models.DateField()
    custodians = models.JSONField()
    replaces = models.OneToOneField(Holder, on_delete=models.PROTECT, null=True, related_name="successor")
    installed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ceremony of {self.held_on:%Y-%m-%d}"


class RecoveryRequest(models.Model):
    """A request that left for the offline machine: its answer is taken in once, and not for ever.

    Written by `foundation.vault.recovery.requests` alone. `holder`: whom the keys are to be sealed to.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"request {self.id}"


class Compartment(models.Model):
    """One lockable part of a case: a random key per epoch, kept only inside grants.

    `public_key` lets anybody drop something in at the current epoch without being able to read it. `group` ties the
    compartments of one case together; an exclusion covers all of them. Written by `foundation.vault.services` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=CompartmentKind)
    group = models.UUIDField(db_index=True)
    epoch = models.PositiveIntegerField(default=1)
    public_key = models.BinaryField()
    has_drops = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="compartment_epoch_from_one", condition=Q(epoch__gte=1))]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Grant(models.Model):
    """The key of one compartment at one epoch, sealed to one holder. Written by `foundation.vault.services` alone.

    `reason` is a short code ("handling", "team"), never free text: it stands in plaintext.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="grants")
    epoch = models.PositiveIntegerField()
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="grants")
    sealed_key = models.BinaryField()
    by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=60)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compartment", "holder", "epoch"], name="one_grant_a_holder_and_epoch")]

    def __str__(self) -> str:
        return f"{self.compartment_id}/{self.epoch} → {self.holder_id}"


class Exclusion(models.Model):
    """The wall: this holder may hold no grant in this group, now or later; a database trigger refuses one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.UUIDField()
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="exclusions")
    by = models.UUIDField(null=True, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "holder"], name="one_exclusion_a_group_and_holder")]

    def __str__(self) -> str:
        return f"{self.group} ≠ {self.holder_id}"


class RekeyDue(models.Model):
    """Somebody who could read this compartment no longer may: it waits for a new epoch."""

    compartment = models.OneToOneField(Compartment, on_delete=models.CASCADE, primary_key=True, related_name="rekey_due")
    since = models.DateTimeField(db_index=True)
    by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.compartment_id} since {self.since:%Y-%m-%d}"
