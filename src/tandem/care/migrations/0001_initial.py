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
            name='Episode',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('part2', models.BooleanField(default=False)),
                ('client', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='episodes', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='episode_practice_id'), tandem.tenancy.keys.SamePractice('client', name='episode_same_practice_client'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='episode_ends_after_start'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('practice', 'client'), name='episode_one_open_a_client')],
            },
        ),
        migrations.CreateModel(
            name='Emergency',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=30)),
                ('reason', models.CharField(max_length=20)),
                ('words', tandem.sealing.fields.SealedTextField()),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-at'], name='emergency_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='emergency_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='emergency_same_practice_episode'), tandem.tenancy.keys.SamePractice('by', name='emergency_same_practice_by'), models.CheckConstraint(condition=models.Q(('role__in', ['on_call', 'clinical_supervisor'])), name='emergency_role_may'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('at'))), name='emergency_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='ChangeWish',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=30)),
                ('asked_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='changewish_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='changewish_same_practice_episode'), models.CheckConstraint(condition=models.Q(('role__in', ['therapist', 'peer'])), name='change_role_is_a_helper'), models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('practice', 'episode', 'role'), name='change_one_open_a_role')],
            },
        ),
        migrations.CreateModel(
            name='HistoryItem',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('starts_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('words', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('source_system', models.CharField(max_length=200)),
                ('source_id', models.CharField(max_length=200)),
                ('batch_id', models.UUIDField()),
                ('client', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='history', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'client', '-starts_at'], name='history_of_client'), models.Index(fields=['practice', 'batch_id'], name='history_by_batch')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='historyitem_practice_id'), tandem.tenancy.keys.SamePractice('client', name='historyitem_same_practice_client'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('starts_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='history_ends_after_start'), models.UniqueConstraint(fields=('practice', 'source_system', 'kind', 'source_id'), name='history_once')],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('name', models.CharField(max_length=100)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='holiday_practice_id'), models.UniqueConstraint(fields=('practice', 'on'), name='holiday_once')],
            },
        ),
        migrations.CreateModel(
            name='OutsidePerson',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('what', models.CharField(max_length=200)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('at', models.DateTimeField()),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', '-at'], name='outside_person_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='outsideperson_practice_id'), tandem.tenancy.keys.SamePractice('by', name='outsideperson_same_practice_by'), models.CheckConstraint(condition=models.Q(models.Q(('phone', ''), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='outside_person_can_be_reached')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('object_id', models.UUIDField()),
                ('on', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('to', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'object_id', 'to', 'kind', 'at'], name='release_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='release_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='release_same_practice_episode'), tandem.tenancy.keys.SamePractice('to', name='release_same_practice_to')],
            },
        ),
        migrations.CreateModel(
            name='SharingChoice',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('preset', models.CharField(max_length=8)),
                ('preset_at', models.DateTimeField()),
                ('chosen_at', models.DateTimeField()),
                ('peer_notes', models.BooleanField()),
                ('summaries', models.BooleanField()),
                ('checks', models.CharField(max_length=7)),
                ('scores', models.BooleanField()),
                ('quality', models.BooleanField()),
                ('times', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='sharingchoice_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='sharingchoice_same_practice_episode'), models.UniqueConstraint(fields=('practice', 'episode', 'number'), name='sharing_number'), models.CheckConstraint(condition=models.Q(('preset__in', ['separate', 'ask', 'open'])), name='sharing_preset_is_known'), models.CheckConstraint(condition=models.Q(('checks__in', ['nothing', 'word', 'answers'])), name='sharing_checks_is_known')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=30)),
                ('started_at', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='team', to='care.episode')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['practice', 'member'], name='team_now')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='teammember_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='teammember_same_practice_episode'), tandem.tenancy.keys.SamePractice('member', name='teammember_same_practice_member'), models.CheckConstraint(condition=models.Q(('role__in', ['therapist', 'peer'])), name='team_role_is_a_helper'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('started_at')), _connector='OR'), name='team_cover_ends_after_start'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('practice', 'episode', 'member'), name='team_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Unusual',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('signs', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', '-at'], name='unusual_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='unusual_practice_id'), tandem.tenancy.keys.SamePractice('member', name='unusual_same_practice_member'), models.UniqueConstraint(fields=('practice', 'member', 'on'), name='unusual_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='UnusualAnswer',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', tandem.sealing.fields.SealedTextField()),
                ('at', models.DateTimeField()),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('unusual', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.unusual')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='unusualanswer_practice_id'), tandem.tenancy.keys.SamePractice('unusual', name='unusualanswer_same_practice_unusual'), models.UniqueConstraint(fields=('practice', 'unusual'), name='unusual_answered_once')],
            },
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='workinghours_practice_id'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='hours_on_a_weekday'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='hours_close_after_opening'), models.UniqueConstraint(fields=('practice', 'weekday'), name='hours_once_a_weekday')],
            },
        ),
        migrations.CreateModel(
            name='CoverHours',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='coverhours_practice_id'), tandem.tenancy.keys.SamePractice('member', name='coverhours_same_practice_member'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='cover_on_a_weekday'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='cover_closes_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='EmergencyReview',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('finding', models.CharField(max_length=10)),
                ('words', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('emergency', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.emergency')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='emergencyreview_practice_id'), tandem.tenancy.keys.SamePractice('emergency', name='emergencyreview_same_practice_emergency'), tandem.tenancy.keys.SamePractice('by', name='emergencyreview_same_practice_by'), models.UniqueConstraint(fields=('practice', 'emergency'), name='emergency_reviewed_once')],
            },
        ),
    ]
