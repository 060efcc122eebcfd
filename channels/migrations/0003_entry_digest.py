from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0002_sub_channels"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="entry_digest",
            field=models.BinaryField(blank=True, max_length=32, null=True),
        ),
    ]
