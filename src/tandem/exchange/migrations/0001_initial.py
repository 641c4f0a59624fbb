import django.db.models.deletion
import tandem.sealing.fields
import tandem.tenancy.current
import tandem.tenancy.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('file_kind', models.CharField(max_length=10)),
                ('file_hash', models.CharField(blank=True, max_length=64)),
                ('preview', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('counts', models.JSONField(default=dict)),
                ('chosen', models.JSONField(default=list)),
                ('rows_found', models.PositiveIntegerField(default=0)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('undo_asked_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', '-made_at'], name='batch_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='importbatch_practice_id'), tandem.tenancy.keys.SamePractice('by', name='importbatch_same_practice_by')],
            },
        ),
        migrations.CreateModel(
            name='ImportPart',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('rows', tandem.sealing.fields.SealedTextField()),
                ('batch', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='exchange.importbatch')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='importpart_practice_id'), tandem.tenancy.keys.SamePractice('batch', name='importpart_same_practice_batch'), models.UniqueConstraint(fields=('practice', 'batch', 'number'), name='part_once')],
            },
        ),
    ]
