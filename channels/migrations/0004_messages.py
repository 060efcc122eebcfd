"""Messages that machines take in and send."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import foundation.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0003_entry_digest'),
        ('complaints', '0011_delivery'),
        ('vault', '0003_recovery_request'),
    ]

    operations = [
        migrations.CreateModel(
            name='InboundMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('provider', models.SlugField(max_length=30)),
                ('kind', models.CharField(choices=[('complaint', 'Pengaduan baru'), ('reply', 'Balasan pelapor'), ('continued', 'Sambungan'), ('duplicate', 'Kiriman ulang'), ('bounce', 'Pemberitahuan gagal kirim'), ('automatic', 'Jawaban otomatis')], max_length=12)),
                ('doubts', models.CharField(blank=True, max_length=120)),
                ('message_mark', models.BinaryField(max_length=32, unique=True)),
                ('content_mark', models.BinaryField(max_length=32)),
                ('sender_mark', models.BinaryField(blank=True, max_length=32, null=True)),
                ('series_mark', models.BinaryField(blank=True, max_length=32, null=True)),
                ('part', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('parts', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('received_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField()),
                ('words', foundation.vault.fields.SealedField(inside='content', tag='inbound.words')),
                ('sender', foundation.vault.fields.SealedField(inside='identity', tag='inbound.sender')),
                ('stored_name', models.CharField(blank=True, max_length=100, null=True, unique=True)),
                ('raw', foundation.vault.fields.SealedField(inside='identity', tag='inbound.raw')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.channel')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inbound_messages', to='complaints.complaint')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.compartment')),
                ('identity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.compartment')),
            ],
            options={
                'ordering': ['received_at', 'id'],
                'indexes': [models.Index(fields=['complaint', 'received_at'], name='inbound_complaint'), models.Index(fields=['sender_mark', 'received_at'], name='inbound_sender'), models.Index(fields=['content_mark'], name='inbound_content'), models.Index(condition=models.Q(('series_mark__isnull', False)), fields=['series_mark'], name='inbound_series'), models.Index(fields=['channel', 'entered_at'], name='inbound_arrivals')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(choices=[('receipt', 'Tanda terima'), ('verify', 'Pemeriksaan alamat'), ('changed', 'Alamat diganti'), ('message', 'Ada pesan'), ('answer', 'Ada jawaban')], max_length=16)),
                ('medium', models.CharField(choices=[('mail', 'Surat elektronik'), ('sms', 'Pesan singkat'), ('letter', 'Surat tercetak')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'Menunggu'), ('sending', 'Sedang dikirim'), ('sent', 'Terkirim'), ('failed', 'Gagal'), ('uncertain', 'Tidak pasti')], default='waiting', max_length=10)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('tag_mark', models.BinaryField(max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('trying_since', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.SlugField(blank=True, max_length=40)),
                ('words', foundation.vault.fields.SealedField(inside='delivery', tag='outgoing.words')),
                ('erase_by', models.DateTimeField(blank=True, null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outgoing_messages', to='complaints.complaint')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.compartment')),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'indexes': [models.Index(fields=['complaint', 'created_at'], name='outgoing_complaint'), models.Index(fields=['state', 'created_at'], name='outgoing_state'), models.Index(condition=models.Q(('erase_by__isnull', False)), fields=['erase_by'], name='outgoing_erase_by')],
            },
        ),
    ]
