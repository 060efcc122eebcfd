"""A third issuer, the city government: for papers of cases that are kept from the Inspektorat or the Walikota."""

from django.db import migrations, models

ISSUERS = [("inspectorate", "Inspektorat"), ("mayor", "Walikota"), ("government", "Pemerintah Kota")]


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_papers_and_settings")]

    operations = [
        migrations.AlterField("letterhead", "issuer", models.CharField(choices=ISSUERS, max_length=20, verbose_name="penerbit")),
        migrations.AlterField("paper", "issuer", models.CharField(choices=ISSUERS, max_length=20, verbose_name="penerbit")),
    ]
