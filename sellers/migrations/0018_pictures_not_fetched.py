"""Listings whose pictures could not be fetched are found at once, for the first page of their seller."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('sellers', '0017_addresses'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='pictureaddress',
            index=models.Index(condition=models.Q(('state', 'dead')), fields=['tenant', 'listing'], name='pictureaddress_dead'),
        ),
    ]
