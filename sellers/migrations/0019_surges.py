"""A surge of complaints is noted on the record of a seller."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sellers', '0018_pictures_not_fetched'),
    ]

    operations = [
        migrations.AlterField(
            model_name='qualityfact',
            name='kind',
            field=models.CharField(choices=[('quality', 'Poor quality'), ('not_as_described', 'Not as described'), ('suspected_fake', 'Suspected fake'), ('safety', 'Unsafe'), ('surge', 'Suddenly many complaints')], max_length=20),
        ),
    ]
