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
            name='ConsentText',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('version', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('words', models.TextField()),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='consenttext_practice_id'), models.CheckConstraint(condition=models.Q(('kind__in', ['meet_peer', 'joint_care', 'limits', 'sud_part2', 'channel', 'accompany', 'story_received', 'feedback_use', 'publicity', 'aftercare_contact', 'crisis_plan_share', 'quality_data'])), name='consent_text_kind'), models.UniqueConstraint(fields=('practice', 'sha256'), name='consent_text_once')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('on', models.BooleanField()),
                ('method', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('ends_on', models.DateField(null=True)),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('text', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consents.consenttext')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', 'kind', '-at'], name='consent_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='consent_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='consent_same_practice_episode'), tandem.tenancy.keys.SamePractice('text', name='consent_same_practice_text'), tandem.tenancy.keys.SamePractice('by', name='consent_same_practice_by'), models.CheckConstraint(condition=models.Q(('kind__in', ['meet_peer', 'joint_care', 'limits', 'sud_part2', 'channel', 'accompany', 'story_received', 'feedback_use', 'publicity', 'aftercare_contact', 'crisis_plan_share', 'quality_data'])), name='consent_kind'), models.CheckConstraint(condition=models.Q(('method__in', ['in_person', 'on_screen', 'spoken'])), name='consent_method'), models.CheckConstraint(condition=models.Q(('on', True), ('ends_on', None), _connector='OR'), name='consent_back_has_no_end')],
            },
        ),
        migrations.CreateModel(
            name='Explainer',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('consent', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='explainers', to='consents.consent')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='explainer_practice_id'), tandem.tenancy.keys.SamePractice('consent', name='explainer_same_practice_consent'), tandem.tenancy.keys.SamePractice('member', name='explainer_same_practice_member'), models.UniqueConstraint(fields=('practice', 'consent', 'member'), name='explainer_once')],
            },
        ),
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('topics', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('by', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='introductions', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-at'], name='introduction_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='introduction_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='introduction_same_practice_episode'), tandem.tenancy.keys.SamePractice('by', name='introduction_same_practice_by')],
            },
        ),
        migrations.CreateModel(
            name='Present',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('introduction', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='present', to='consents.introduction')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='present_practice_id'), tandem.tenancy.keys.SamePractice('introduction', name='present_same_practice_introduction'), tandem.tenancy.keys.SamePractice('member', name='present_same_practice_member'), models.UniqueConstraint(fields=('practice', 'introduction', 'member'), name='present_once')],
            },
        ),
    ]
