"""What the scanner found between pictures of rights of different owners."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0010_reviews'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='specimen',
            name='compared_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='specimen',
            index=models.Index(condition=models.Q(('compared_at', None), ('retired_at', None)), fields=['tenant', 'id'], name='specimen_uncompared'),
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('copy', 'the same picture'), ('similar', 'a similar picture')], max_length=10)),
                ('score', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('retracted_at', models.DateTimeField(blank=True, null=True)),
                ('other', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.specimen')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='likenesses', to='registry.right')),
                ('specimen', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.specimen')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'verbose_name_plural': 'likenesses',
                'indexes': [models.Index(condition=models.Q(('retracted_at', None)), fields=['tenant', 'right', 'score'], name='likeness_right'), models.Index(condition=models.Q(('retracted_at', None)), fields=['tenant', 'other'], name='likeness_other')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retracted_at', None)), fields=('tenant', 'specimen', 'other'), name='likeness_once')],
            },
        ),
        Wall("Likeness", verbs="SELECT, INSERT, UPDATE"),
    ]
