"""How far a warning of fraud was mailed to sellers stands with it; those that were published before are mailed to nobody."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sellers', '0015_risk'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='fraudwarning',
            name='mailed_until',
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='fraudwarning',
            name='to_mail',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name='fraudwarning',
            index=models.Index(condition=models.Q(('to_mail', True)), fields=['tenant', 'id'], name='fraudwarning_to_mail'),
        ),
    ]
