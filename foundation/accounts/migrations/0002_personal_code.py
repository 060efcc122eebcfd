from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PersonalCode",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=models.deletion.PROTECT,
                        primary_key=True,
                        related_name="personal_code",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("wrapped_key", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("spent_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]
