"""The tags of sealed fields: authenticated with every value, so none is ever renamed or removed from this list."""

from django.apps import apps

from foundation.vault.fields import SealedField
from foundation.vault.sealing import sealed_fields

PRODUCT_TAGS = [
    "accused.details",
    "answer.draft",
    "answer.text",
    "assignment.letter",
    "attachment.facts",
    "complaint.notices_to",
    "complaint.reporter",
    "complaint.routing_reason",
    "complaint.story",
    "complaint.summary",
    "disposition.instruction",
    "identity_request.reason",
    "identity_request.refusal",
    "intake.facts",
    "inbound.raw",
    "inbound.sender",
    "inbound.words",
    "message.body",
    "outgoing.words",
    "paper.contents",
    "paper.file",
    "paper.scan",
    "protection.request_words",
    "receipt_renewal.facts",
    "report.narrative",
    "review.digest",
    "review.sheet",
    "rival.sheet",
    "ruling.words",
    "suspension.words",
    "wall.reason",
]
TEST_TAGS = ["example.place", "example.story", "letter.body", "letter.sender"]


def test_tags_are_the_ones_that_stored_values_carry():
    assert [field.tag for field in sealed_fields()] == sorted(PRODUCT_TAGS + TEST_TAGS)


def test_no_sealed_field_is_left_out_of_the_registry():
    everywhere = {
        (field.model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, SealedField)
    }

    assert {(field.model, field.name) for field in sealed_fields()} == everywhere
