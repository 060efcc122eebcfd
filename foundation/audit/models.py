"""The log's tables: entries, the head of each chain, signed checkpoints."""

from django.db import models

from foundation.audit.actors import Actor

HASH_LENGTH = 64
SIGNATURE_LENGTH = 128


class AuditEntry(models.Model):
    """Who did what to one target, when. Written only by services.record; triggers refuse any change."""

    target_kind = models.CharField(max_length=80)
    target_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=10, choices=Actor.choices)
    actor_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=HASH_LENGTH)
    entry_hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_kind", "target_id", "sequence"], name="audit_one_entry_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.target_kind} {self.target_id} #{self.sequence} {self.action}"


class ChainHead(models.Model):
    """The newest entry of one target's chain; its row is the lock under which the chain grows."""

    target_kind = models.CharField(max_length=80)
    target_id = models.UUIDField()
    sequence = models.PositiveIntegerField(default=0)
    entry_hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_kind", "target_id"], name="audit_one_head_per_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.target_kind} {self.target_id} #{self.sequence}"


class Checkpoint(models.Model):
    """A signed digest over every entry up to one id. Written only by services.make_checkpoint; triggers refuse any change."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    last_entry_id = models.BigIntegerField()
    entries = models.PositiveBigIntegerField()
    previous_digest = models.CharField(max_length=HASH_LENGTH)
    digest = models.CharField(max_length=HASH_LENGTH)
    signature = models.CharField(max_length=SIGNATURE_LENGTH)
    verify_key = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"
