import django.db.models.deletion
import tandem.tenancy.current
import tandem.tenancy.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('care', '0001_initial'),
        ('people', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('wall_time', models.CharField(max_length=16)),
                ('zone', models.CharField(max_length=64)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='care.episode')),
                ('peer', tandem.tenancy.keys.TenantFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('therapist', tandem.tenancy.keys.TenantFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', 'starts_at'], name='appointment_of_episode'), models.Index(fields=['practice', 'therapist', 'starts_at'], name='appointment_of_therapist'), models.Index(fields=['practice', 'peer', 'starts_at'], name='appointment_of_peer')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='appointment_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='appointment_same_practice_episode'), tandem.tenancy.keys.SamePractice('therapist', name='appointment_same_practice_therapist'), tandem.tenancy.keys.SamePractice('peer', name='appointment_same_practice_peer'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'therapy'), ('peer__isnull', True), ('therapist__isnull', False)), models.Q(('kind', 'peer'), ('peer__isnull', False), ('therapist__isnull', True)), models.Q(('kind', 'joint'), ('peer__isnull', False), ('therapist__isnull', False)), _connector='OR'), name='appointment_who_meets'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='appointment_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='IntroWish',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('joins', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-at'], name='intro_wish_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='introwish_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='introwish_same_practice_episode')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('noted_at', models.DateTimeField()),
                ('appointment', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='appointments.appointment')),
                ('noted_by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'appointment', '-noted_at'], name='outcome_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='outcome_practice_id'), tandem.tenancy.keys.SamePractice('appointment', name='outcome_same_practice_appointment'), tandem.tenancy.keys.SamePractice('noted_by', name='outcome_same_practice_noted_by'), models.CheckConstraint(condition=models.Q(('kind__in', ['attended', 'late', 'cancelled', 'missed'])), name='outcome_kind')],
            },
        ),
    ]
