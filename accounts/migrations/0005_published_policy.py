"""A marketplace's published policy: its texts and versions, and notes on changes of law to come."""
import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_circumstances'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LegalNews',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=300)),
                ('note', models.CharField(blank=True, default='', max_length=1000)),
                ('read_on', models.DateField()),
                ('expected_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'region', '-id'], name='legal_news_region')],
            },
        ),
        migrations.CreateModel(
            name='PolicyText',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(choices=[('en', 'English'), ('de', 'Deutsch'), ('fr', 'Français'), ('es', 'Español'), ('it', 'Italiano'), ('zh-Hans', '简体中文'), ('ja', '日本語')], max_length=10)),
                ('number', models.PositiveIntegerField()),
                ('body', models.TextField()),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'language', 'number'), name='policy_text_once')],
            },
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('number', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('digest', models.CharField(max_length=64)),
                ('snapshot', models.JSONField()),
                ('published_at', models.DateTimeField()),
                ('published_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'number'), name='policy_version_once')],
            },
        ),
        Wall("PolicyText", verbs="SELECT, INSERT"),
        Wall("PolicyVersion", verbs="SELECT, INSERT"),
        Wall("LegalNews", verbs="SELECT, INSERT, DELETE"),
    ]
