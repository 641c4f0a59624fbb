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
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('template', models.CharField(max_length=40)),
                ('path', tandem.sealing.fields.SealedTextField(blank=True, default='')),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('gave_up_at', models.DateTimeField(null=True)),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
                ('to', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('gave_up_at', None), ('sent_at', None)), fields=['practice', 'made_at'], name='notice_waiting')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='notice_practice_id'), tandem.tenancy.keys.SamePractice('to', name='notice_same_practice_to')],
            },
        ),
    ]
