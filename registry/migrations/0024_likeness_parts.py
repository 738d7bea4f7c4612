"""Likenesses of a part, with where it lies in either picture."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0023_list_pictures'),
    ]

    operations = [
        migrations.AddField(
            model_name='likeness',
            name='region',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='likeness',
            name='other_region',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='likeness',
            name='kind',
            field=models.CharField(choices=[('copy', 'the same picture, whole'), ('similar', 'a similar picture, whole'), ('part', 'a part of the same picture')], max_length=10),
        ),
    ]
