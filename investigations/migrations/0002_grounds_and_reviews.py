"""Hands to the case file what it keeps from now on: when a postponement is looked at, and why a case was put out of scope."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def take_over_review_days(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The day of the postponement in force."""
    del schema_editor
    complaint, suspension = apps.get_model("complaints", "Complaint"), apps.get_model("investigations", "Suspension")
    standing = suspension.objects.filter(
        complaint=OuterRef("pk"), accused__isnull=True, measure="postpone", in_force_at__isnull=False, ended_at__isnull=True
    )
    complaint.objects.filter(state="postponed").update(review_on=Subquery(standing.values("review_on")[:1]))


def name_grounds(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the last review before the move concluded."""
    del schema_editor
    change, review = apps.get_model("complaints", "StateChange"), apps.get_model("investigations", "Review")
    signed = review.objects.filter(complaint=OuterRef("complaint"), signed_at__lte=OuterRef("at")).order_by("-number")
    unnamed = change.objects.filter(move="put_out_of_scope", ground="")
    for ground in ("not_a_complaint", "out_of_scope"):
        found = unnamed.annotate(concluded=Subquery(signed.values("conclusion")[:1])).filter(concluded=ground)
        change.objects.filter(pk__in=list(found.values_list("pk", flat=True))).update(ground=ground)


class Migration(migrations.Migration):
    dependencies = [("investigations", "0001_initial"), ("complaints", "0006_promised_days")]

    operations = [
        migrations.RunPython(take_over_review_days, migrations.RunPython.noop),
        migrations.RunPython(name_grounds, migrations.RunPython.noop),
    ]
