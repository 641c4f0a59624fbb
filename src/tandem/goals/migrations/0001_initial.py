import django.db.models.deletion
import tandem.sealing.fields
import tandem.tenancy.current
import tandem.tenancy.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('care', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('wording', tandem.sealing.fields.SealedTextField()),
                ('proposed_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('episode', tandem.tenancy.keys.TenantFK(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='care.episode')),
                ('practice', models.ForeignKey(db_index=False, default=tandem.tenancy.current.current_practice_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'episode'], name='goal_of_episode')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'id'), name='goal_practice_id'), tandem.tenancy.keys.SamePractice('episode', name='goal_same_practice_episode'), models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('proposed_at')), _connector='OR'), name='goal_closes_after_it_is_proposed')],
            },
        ),
    ]
