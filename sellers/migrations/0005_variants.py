"""What goods are called by number: GTINs of a listing and its variants."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('sellers', '0004_remedies'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='listing',
            name='gtin',
            field=models.CharField(blank=True, db_default='', default='', max_length=14),
        ),
        migrations.AddField(
            model_name='listing',
            name='variants',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('gtin', ''), _negated=True), fields=['tenant', 'gtin', 'id'], name='listing_gtin'),
        ),
    ]
