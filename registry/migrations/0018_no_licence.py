"""A seller may show that it may sell although no licence of it is on file."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0017_gate_moments'),
    ]

    operations = [
        migrations.AlterField(
            model_name='proofrequest',
            name='reason',
            field=models.CharField(choices=[('missing_territory', 'The licence does not say where it holds.'), ('expired_sublicence', 'The sublicence has ended, or the licence above it.'), ('name_mismatch', 'The licence names somebody else.'), ('unsigned', 'The licence is not signed by both sides.'), ('consent_missing', 'The consent to the sublicence is missing.'), ('not_named', 'The licence does not name these goods or this channel.'), ('no_licence', 'No licence of the seller is on file.')], max_length=30),
        ),
    ]
