"""What people want to hear of brands."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_key_bars'),
        ('registry', '0022_numbering'),
        ('scanner', '0014_terms'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BrandWatch',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('matches_from', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('new_sellers', models.BooleanField(default=False)),
                ('low_prices', models.BooleanField(default=False)),
                ('endings', models.BooleanField(default=False)),
                ('how', models.CharField(choices=[('app', 'Here alone'), ('daily', 'Here, and by mail once a day'), ('weekly', 'Here, and by mail once a week')], default='app', max_length=10)),
                ('seen_at', models.DateTimeField()),
                ('told_at', models.DateTimeField()),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('brand', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand')),
                ('membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'verbose_name_plural': 'brand watches',
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['tenant', 'next_at', 'id'], name='brandwatch_due')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'membership', 'brand'), name='brandwatch_once'), models.CheckConstraint(condition=models.Q(('matches_from', None), ('matches_from__lte', 100), _connector='OR'), name='brandwatch_score'), models.CheckConstraint(condition=models.Q(models.Q(('how', 'app'), ('next_at', None)), models.Q(('how__in', ['daily', 'weekly']), ('next_at__isnull', False)), _connector='OR'), name='brandwatch_how')],
            },
        ),
        Wall("BrandWatch", verbs="SELECT, INSERT, UPDATE"),
    ]
