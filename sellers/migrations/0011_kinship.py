"""Who applies is compared with everybody who was here before: keys of names and addresses, prints of papers, what was found."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('sellers', '0010_learning'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SellerKey',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.BigIntegerField()),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SellerKin',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(choices=[('person', 'Name of a person'), ('company', 'Name of the company'), ('place', 'Address'), ('picture', 'Picture'), ('namesake', 'Common name'), ('family', 'Family'), ('agent', 'Contact'), ('building', 'Building')], max_length=10)),
                ('strong', models.BooleanField()),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('other', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.party')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SellerPrint',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('bits', models.BinaryField(max_length=32)),
                ('small', models.BinaryField(max_length=1024)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('paper', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sellers.sellerpaper')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.AddField(
            model_name='sellerapplication',
            name='compared_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='sellerapplication',
            index=models.Index(condition=models.Q(('compared_at', None), ('handed_in_at__isnull', False)), fields=['tenant', 'handed_in_at'], name='sellerapplication_to_compare'),
        ),
        migrations.AddIndex(
            model_name='sellerkey',
            index=models.Index(fields=['tenant', 'key', 'seller'], name='sellerkey_shared'),
        ),
        migrations.AddConstraint(
            model_name='sellerkey',
            constraint=models.UniqueConstraint(fields=('tenant', 'seller', 'key'), name='sellerkey_once'),
        ),
        migrations.AddIndex(
            model_name='sellerkin',
            index=models.Index(fields=['tenant', 'other', 'seller'], name='sellerkin_other'),
        ),
        migrations.AddConstraint(
            model_name='sellerkin',
            constraint=models.UniqueConstraint(fields=('tenant', 'seller', 'other', 'code'), name='sellerkin_once'),
        ),
        migrations.AddConstraint(
            model_name='sellerkin',
            constraint=models.CheckConstraint(condition=models.Q(('seller', models.F('other')), _negated=True), name='sellerkin_of_two'),
        ),
        migrations.AddConstraint(
            model_name='sellerkin',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ['person', 'company', 'place', 'picture', 'namesake', 'family', 'agent', 'building'])), name='sellerkin_code'),
        ),
        migrations.AddIndex(
            model_name='sellerprint',
            index=models.Index(fields=['tenant', 'seller'], name='sellerprint_seller'),
        ),
        migrations.AddConstraint(
            model_name='sellerprint',
            constraint=models.UniqueConstraint(fields=('tenant', 'paper'), name='sellerprint_once'),
        ),
        Wall("SellerKey", verbs="SELECT, INSERT, DELETE"),
        Wall("SellerPrint", verbs="SELECT, INSERT, DELETE"),
        Wall("SellerKin", verbs="SELECT, INSERT, DELETE"),
    ]
