import django.db.models.deletion
import tandem.sealing.fields
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
            name='BeginLink',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('secret_hash', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode'], name='begin_link_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='beginlink_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='beginlink_same_practice_episode'), models.UniqueConstraint(fields=('practice', 'secret_hash'), name='begin_link_secret')],
            },
        ),
        migrations.CreateModel(
            name='Begun',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('invitation', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='begun_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='begun_same_practice_episode'), tandem.tenancy.keys.SamePractice('by', name='begun_same_practice_by'), models.UniqueConstraint(fields=('practice', 'episode'), name='begun_once_an_episode'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('finished_at__gte', models.F('started_at')), _connector='OR'), name='begun_before_done')],
            },
        ),
        migrations.CreateModel(
            name='CardLink',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('secret_hash', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-made_at'], name='card_link_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='cardlink_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='cardlink_same_practice_episode'), models.UniqueConstraint(fields=('practice', 'secret_hash'), name='card_link_secret')],
            },
        ),
        migrations.CreateModel(
            name='HelperStep',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='helperstep_practice_id'), tandem.tenancy.keys.SamePractice('member', name='helperstep_same_practice_member'), models.UniqueConstraint(fields=('practice', 'member', 'step'), name='helper_step_once'), models.CheckConstraint(condition=models.Q(('step__in', ['example', 'asked', 'topics', 'cover', 'profile', 'card', 'tonight'])), name='helper_step_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Hopes',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('tried', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('worth', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-at'], name='hopes_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='hopes_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='hopes_same_practice_episode')],
            },
        ),
        migrations.CreateModel(
            name='TopicAnswer',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=10)),
                ('answer', models.CharField(max_length=6)),
                ('at', models.DateTimeField()),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'member', '-at'], name='topic_answer_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='topicanswer_practice_id'), tandem.tenancy.keys.SamePractice('member', name='topicanswer_same_practice_member'), models.CheckConstraint(condition=models.Q(('topic__in', ['roles', 'records', 'safety', 'stopping', 'ties'])), name='topic_answer_topic_is_known'), models.CheckConstraint(condition=models.Q(('answer__in', ['agreed', 'talk'])), name='topic_answer_is_known')],
            },
        ),
    ]
