"""Where a reporter wants word beside the status page, open to the dispatch key alone."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0010_answer_letter'),
        ('vault', '0003_recovery_request'),
    ]

    operations = [
        migrations.AddField(
            model_name='complaint',
            name='delivery',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaint_deliveries', to='vault.compartment'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='notices_to',
            field=foundation.vault.fields.SealedField(inside='delivery', tag='complaint.notices_to'),
        ),
    ]
