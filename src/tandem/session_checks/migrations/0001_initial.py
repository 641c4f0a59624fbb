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
        ('goals', '0001_initial'),
        ('people', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=9)),
                ('guess', models.PositiveSmallIntegerField(null=True)),
                ('step', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('matters', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('wrong', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('own_side', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('for_other', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('written_at', models.DateTimeField()),
                ('appointment', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.appointment')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('goal', tandem.tenancy.keys.TenantFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.goal')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='card_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='card_same_practice_episode'), tandem.tenancy.keys.SamePractice('appointment', name='card_same_practice_appointment'), tandem.tenancy.keys.SamePractice('member', name='card_same_practice_member'), tandem.tenancy.keys.SamePractice('goal', name='card_same_practice_goal'), models.CheckConstraint(condition=models.Q(('guess', None), ('guess__lte', 10), _connector='OR'), name='card_guess_is_0_to_10'), models.CheckConstraint(condition=models.Q(('role__in', ['therapist', 'peer'])), name='card_role_is_a_helper'), models.UniqueConstraint(fields=('practice', 'appointment', 'member'), name='card_once_a_meeting')],
            },
        ),
        migrations.CreateModel(
            name='CheckLink',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('secret_hash', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('appointment', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.appointment')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'appointment'], name='check_link_of_meeting')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='checklink_practice_id'), tandem.tenancy.keys.SamePractice('appointment', name='checklink_same_practice_appointment'), models.UniqueConstraint(fields=('practice', 'secret_hash'), name='check_link_secret')],
            },
        ),
        migrations.CreateModel(
            name='CheckWish',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('rhythm', models.CharField(max_length=6)),
                ('at', models.DateTimeField()),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-at'], name='wish_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='checkwish_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='checkwish_same_practice_episode'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['each', 'second', 'never'])), name='wish_rhythm_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SessionCheck',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('honest', models.PositiveSmallIntegerField(null=True)),
                ('heard', models.PositiveSmallIntegerField(null=True)),
                ('goals', models.PositiveSmallIntegerField(null=True)),
                ('way', models.PositiveSmallIntegerField(null=True)),
                ('hope', models.PositiveSmallIntegerField(null=True)),
                ('room', models.PositiveSmallIntegerField(null=True)),
                ('off', models.CharField(blank=True, max_length=5)),
                ('line', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('takeaway', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('reasons', models.CharField(blank=True, max_length=200)),
                ('choice', models.CharField(blank=True, max_length=9)),
                ('submitted_at', models.DateTimeField()),
                ('appointment', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='appointments.appointment')),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='care.episode')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode', '-submitted_at'], name='check_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='sessioncheck_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='sessioncheck_same_practice_episode'), tandem.tenancy.keys.SamePractice('appointment', name='sessioncheck_same_practice_appointment'), tandem.tenancy.keys.SamePractice('member', name='sessioncheck_same_practice_member'), models.CheckConstraint(condition=models.Q(models.Q(('honest', None), ('honest__lte', 10), _connector='OR'), models.Q(('heard', None), ('heard__lte', 10), _connector='OR'), models.Q(('goals', None), ('goals__lte', 10), _connector='OR'), models.Q(('way', None), ('way__lte', 10), _connector='OR'), models.Q(('hope', None), ('hope__lte', 10), _connector='OR'), models.Q(('room', None), ('room__lte', 10), _connector='OR')), name='check_numbers_are_0_to_10'), models.CheckConstraint(condition=models.Q(('off__in', ['', 'no', 'small', 'yes'])), name='check_off_is_known'), models.UniqueConstraint(fields=('practice', 'appointment', 'member'), name='check_once_a_meeting')],
            },
        ),
    ]
