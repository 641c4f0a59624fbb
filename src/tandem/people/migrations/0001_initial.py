import django.db.models.deletion
import tandem.people.columns
import tandem.sealing.fields
import tandem.tenancy.current
import tandem.tenancy.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Belonging',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('member_id', models.UUIDField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='belongings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'practice'), name='belonging_once')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('safer', models.BooleanField(default=False)),
                ('born_on', models.DateField(null=True)),
                ('died_on', models.DateField(null=True)),
                ('language', models.CharField(default='en', max_length=10)),
                ('time_zone', models.CharField(default='America/New_York', max_length=64)),
                ('batch_id', models.UUIDField(null=True)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'name'], name='member_by_name'), models.Index(fields=['practice', 'batch_id'], name='member_by_batch')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='member_practice_id'), models.CheckConstraint(condition=models.Q(('died_on', None), ('born_on', None), ('died_on__gte', models.F('born_on')), _connector='OR'), name='member_dies_after_birth')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('secret_hash', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='invitation_practice_id'), tandem.tenancy.keys.SamePractice('member', name='invitation_same_practice_member'), models.UniqueConstraint(fields=('practice', 'secret_hash'), name='invitation_secret')],
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('system', models.CharField(max_length=200)),
                ('value', models.CharField(max_length=200)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='identifiers', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='identifier_practice_id'), tandem.tenancy.keys.SamePractice('member', name='identifier_same_practice_member'), models.UniqueConstraint(fields=('practice', 'system', 'value'), name='identifier_once')],
            },
        ),
        migrations.CreateModel(
            name='ContactWish',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(blank=True, default='', max_length=5)),
                ('hours', models.CharField(blank=True, default='', max_length=8)),
                ('message', models.BooleanField(default=False)),
                ('named', models.BooleanField(default=False)),
                ('seen', models.CharField(blank=True, default='', max_length=5)),
                ('checks', models.CharField(default='nobody', max_length=10)),
                ('at', models.DateTimeField()),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'member', '-at'], name='contact_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='contactwish_practice_id'), tandem.tenancy.keys.SamePractice('member', name='contactwish_same_practice_member'), models.CheckConstraint(condition=models.Q(('channel__in', ['', 'email', 'text', 'call', 'none'])), name='contact_channel_is_known'), models.CheckConstraint(condition=models.Q(('hours__in', ['', 'any', 'office', 'evenings'])), name='contact_hours_are_known'), models.CheckConstraint(condition=models.Q(('seen__in', ['', 'yes', 'maybe', 'no'])), name='contact_seen_is_known'), models.CheckConstraint(condition=models.Q(('checks__in', ['therapist', 'peer', 'front_desk', 'nobody'])), name='contact_checks_is_known')],
            },
        ),
        migrations.CreateModel(
            name='NameKey',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', tandem.people.columns.Plain(max_length=200)),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'key', 'member'], name='name_key_sorted')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='namekey_practice_id'), tandem.tenancy.keys.SamePractice('member', name='namekey_same_practice_member'), models.UniqueConstraint(fields=('practice', 'member', 'key'), name='name_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('line_one', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('line_two', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'member', '-at'], name='profile_latest')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='profile_practice_id'), tandem.tenancy.keys.SamePractice('member', name='profile_same_practice_member')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=30)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('member', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='people.member')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['practice', 'role'], name='role_now')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='rolegrant_practice_id'), tandem.tenancy.keys.SamePractice('member', name='rolegrant_same_practice_member'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('practice', 'member', 'role'), name='role_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('belonging', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.belonging')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
    ]
