"""When a member of staff marked a notice as read, and an index of those still unread."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_personal_code")]

    operations = [
        migrations.AddField("notice", "seen_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "notice",
            models.Index(condition=models.Q(("seen_at__isnull", True)), fields=["user"], name="notice_unread"),
        ),
    ]
