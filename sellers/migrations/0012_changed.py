"""Sellers are asked to confirm their data when what they are known by has changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sellers', '0011_kinship'),
    ]

    operations = [
        migrations.AlterField(
            model_name='datarequest',
            name='basis',
            field=models.CharField(choices=[('inform', 'High-volume seller (INFORM Consumers Act)'), ('correct', 'Data that are not right (DSA, article 30)'), ('yearly', 'Looked at again once a year'), ('changed', 'What the seller is known by has changed')], max_length=10),
        ),
    ]
