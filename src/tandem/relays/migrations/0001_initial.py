import django.db.models.deletion
import tandem.sealing.fields
import tandem.tenancy.current
import tandem.tenancy.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('appointments', '0001_initial'),
        ('care', '0001_initial'),
        ('people', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Noticed',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', tandem.sealing.fields.SealedTextField()),
                ('at', models.DateTimeField()),
                ('appointment', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.appointment')),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-at'], name='noticed_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='noticed_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='noticed_same_practice_episode'), tandem.tenancy.keys.SamePractice('appointment', name='noticed_same_practice_appointment'), tandem.tenancy.keys.SamePractice('by', name='noticed_same_practice_by')],
            },
        ),
        migrations.CreateModel(
            name='NoticedOff',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('noticed', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='relays.noticed')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='noticedoff_practice_id'), tandem.tenancy.keys.SamePractice('noticed', name='noticedoff_same_practice_noticed'), models.UniqueConstraint(fields=('practice', 'noticed'), name='noticed_off_once')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', tandem.sealing.fields.SealedTextField()),
                ('way', models.CharField(max_length=10)),
                ('approved_at', models.DateTimeField()),
                ('appointment', tandem.tenancy.keys.TenantFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.appointment')),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='points', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('to', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-approved_at'], name='point_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='point_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='point_same_practice_episode'), tandem.tenancy.keys.SamePractice('appointment', name='point_same_practice_appointment'), tandem.tenancy.keys.SamePractice('to', name='point_same_practice_to'), tandem.tenancy.keys.SamePractice('by', name='point_same_practice_by'), models.CheckConstraint(condition=models.Q(('way__in', ['myself', 'together', 'for_me'])), name='point_way_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Relay',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('about_id', models.UUIDField()),
                ('sent_at', models.DateTimeField()),
                ('due_on', models.DateField(null=True)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('reply', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('outcome_at', models.DateTimeField(null=True)),
                ('outcome', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='relays', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('to', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('acknowledged_at', None)), fields=['practice', 'to', 'sent_at'], name='relay_waiting'), models.Index(condition=models.Q(('outcome_at', None), ('withdrawn_at', None)), fields=['practice', 'to', 'kind', 'sent_at'], name='relay_point_open'), models.Index(fields=['practice', 'episode', '-sent_at'], name='relay_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='relay_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='relay_same_practice_episode'), tandem.tenancy.keys.SamePractice('to', name='relay_same_practice_to'), models.UniqueConstraint(fields=('practice', 'about_id', 'kind', 'to'), name='relay_once_to_each'), models.CheckConstraint(condition=models.Q(('kind__in', ['check', 'point', 'own_side', 'line', 'explained', 'review', 'hopes'])), name='relay_kind_is_known'), models.CheckConstraint(condition=models.Q(('outcome_at', None), models.Q(('acknowledged_at__isnull', False), ('outcome_at__gte', models.F('acknowledged_at'))), _connector='OR'), name='relay_is_read_before_it_closes')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, default='', max_length=3)),
                ('answered_at', models.DateTimeField(null=True)),
                ('asked_by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-asked_at'], name='review_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='review_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='review_same_practice_episode'), tandem.tenancy.keys.SamePractice('asked_by', name='review_same_practice_asked_by'), models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('practice', 'episode'), name='review_one_open_an_episode'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(('answer__in', ['yes', 'no']), ('answered_at__gte', models.F('asked_at')), ('answered_at__isnull', False)), _connector='OR'), name='review_answer_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='StandingYes',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=10)),
                ('on', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', 'topic', '-at'], name='standing_yes_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='standingyes_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='standingyes_same_practice_episode'), models.CheckConstraint(condition=models.Q(('topic__in', ['words', 'pace', 'homework', 'barriers'])), name='standing_yes_topic_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', tandem.sealing.fields.SealedTextField()),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('held', models.CharField(blank=True, default='', max_length=10)),
                ('appointment', tandem.tenancy.keys.TenantFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.appointment')),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', 'made_at'], name='draft_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='draft_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='draft_same_practice_episode'), tandem.tenancy.keys.SamePractice('appointment', name='draft_same_practice_appointment'), tandem.tenancy.keys.SamePractice('by', name='draft_same_practice_by'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('held', '')), models.Q(('decided_at__gte', models.F('made_at')), ('decided_at__isnull', False), ('held__in', ['next_time', 'never'])), _connector='OR'), name='draft_held_once_decided')],
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=10)),
                ('words', tandem.sealing.fields.SealedTextField()),
                ('at', models.DateTimeField()),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-at'], name='explanation_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='explanation_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='explanation_same_practice_episode'), tandem.tenancy.keys.SamePractice('by', name='explanation_same_practice_by'), models.CheckConstraint(condition=models.Q(('topic__in', ['words', 'pace', 'homework', 'barriers'])), name='explanation_topic_is_known')],
            },
        ),
    ]
