"""Restraints that leave a listing in the shop: shown less, checked first, not listed anew."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sellers', '0003_traits'),
    ]

    operations = [
        migrations.AddField(
            model_name='listing',
            name='shop_demoted',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name='restraint',
            name='brand',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='restraint',
            name='category',
            field=models.CharField(blank=True, default='', max_length=100),
        ),
        migrations.AlterField(
            model_name='restraint',
            name='kind',
            field=models.CharField(choices=[('delist', 'Removed'), ('hold', 'Held'), ('suspend', 'Suspended'), ('demote', 'Shown less'), ('check_first', 'Checked first'), ('restrict', 'Not listed anew')], max_length=20),
        ),
    ]
