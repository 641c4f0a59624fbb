import django.db.models.deletion
import tandem.tenancy.current
import tandem.tenancy.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainHead',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('looks_until', models.DateTimeField(null=True)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='chainhead_practice_id'), models.UniqueConstraint(fields=('practice',), name='one_chain_a_practice')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('event', models.CharField(max_length=60)),
                ('by', models.UUIDField(null=True)),
                ('details', models.TextField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='entry_practice_id'), models.UniqueConstraint(fields=('practice', 'sequence'), name='entry_sequence')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField()),
                ('episode_id', models.UUIDField(null=True)),
                ('act', models.CharField(max_length=40)),
                ('refused', models.CharField(blank=True, max_length=20)),
                ('role', models.CharField(blank=True, max_length=30)),
                ('basis', models.CharField(blank=True, max_length=20)),
                ('shown', models.UUIDField(null=True)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'at'], name='look_by_time'), models.Index(fields=['practice', 'episode_id', '-at', '-id'], name='look_by_episode'), models.Index(condition=models.Q(('shown__isnull', False)), fields=['practice', 'shown', 'at'], name='look_by_shown')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='look_practice_id')],
            },
        ),
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shown', models.UUIDField()),
                ('about', models.UUIDField()),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'about', 'shown'], name='shown_by_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='shown_practice_id'), models.UniqueConstraint(fields=('practice', 'shown', 'about'), name='shown_once')],
            },
        ),
    ]
