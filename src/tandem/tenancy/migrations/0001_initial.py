import tandem.tenancy.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.UUIDField(default=tandem.tenancy.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('language', models.CharField(default='en', max_length=10)),
                ('time_zone', models.CharField(default='America/New_York', max_length=64)),
                ('created_at', models.DateTimeField()),
            ],
        ),
    ]
