import tandem.tenancy.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('task', models.CharField(max_length=100)),
                ('practice_id', models.UUIDField(null=True)),
                ('arguments', models.JSONField(default=dict)),
                ('key', models.CharField(blank=True, max_length=200)),
                ('due_at', models.DateTimeField()),
                ('leased_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(null=True)),
                ('gave_up_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None), ('gave_up_at', None)), fields=['due_at'], name='job_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None), ('gave_up_at', None), models.Q(('key', ''), _negated=True)), fields=('task', 'key'), name='job_one_waiting_for_each_key')],
            },
        ),
    ]
