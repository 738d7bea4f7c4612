"""Applications to customs, detentions at the border, and what was said about them."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_moves'),
        ('evidence', '0001_initial'),
        ('fulfillment', '0001_goods'),
        ('registry', '0024_likeness_parts'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustomsApplication',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('lodged_in', models.CharField(max_length=2)),
                ('small_consignments', models.BooleanField(default=False)),
                ('after_detention', models.BooleanField(default=False)),
                ('channels', models.TextField(blank=True, max_length=4000)),
                ('contacts', models.JSONField(default=list)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('number', models.CharField(blank=True, max_length=60)),
                ('decided_words', models.TextField(blank=True, max_length=2000)),
                ('filed_on', models.DateField(blank=True, null=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('filed', 'Filed'), ('granted', 'Granted'), ('refused', 'Refused'), ('ended', 'Ended')], default='draft', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('brand', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand')),
                ('drawn_by', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('holder', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('renews', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='fulfillment.customsapplication')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='CustomsApplicationPlace',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(max_length=2)),
                ('application', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='fulfillment.customsapplication')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'ordering': ['country'],
            },
        ),
        migrations.CreateModel(
            name='CustomsApplicationRight',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('application', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='rights', to='fulfillment.customsapplication')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.right')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='CustomsPacket',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('packet_sha256', models.CharField(max_length=64)),
                ('filed_at', models.DateTimeField()),
                ('application', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='packets', to='fulfillment.customsapplication')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='Detention',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('customs_reference', models.CharField(max_length=60)),
                ('office', models.CharField(blank=True, max_length=120)),
                ('country', models.CharField(max_length=2)),
                ('noticed_on', models.DateField()),
                ('goods', models.CharField(max_length=300)),
                ('quantity', models.PositiveIntegerField()),
                ('unit', models.CharField(choices=[('pieces', 'pieces'), ('pairs', 'pairs'), ('sets', 'sets'), ('cartons', 'cartons'), ('kilograms', 'kilograms'), ('litres', 'litres')], default='pieces', max_length=10)),
                ('weight_grams', models.PositiveIntegerField(blank=True, null=True)),
                ('value_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('gtins', models.JSONField(default=list)),
                ('serials', models.JSONField(default=list)),
                ('origin', models.CharField(blank=True, max_length=2)),
                ('destination', models.CharField(blank=True, max_length=2)),
                ('transport', models.CharField(blank=True, choices=[('post', 'Post'), ('courier', 'Courier'), ('air', 'Air freight'), ('sea', 'Sea'), ('road', 'Road'), ('rail', 'Rail')], max_length=10)),
                ('packaging', models.CharField(blank=True, max_length=300)),
                ('perishable', models.BooleanField(default=False)),
                ('small', models.BooleanField(default=False)),
                ('holder_said', models.CharField(blank=True, choices=[('fake', 'Infringing; it agrees to the destruction'), ('genuine', 'Genuine'), ('outside', 'A parallel import or an overrun'), ('in_advance', 'Agreed to in advance, for small consignments')], max_length=12)),
                ('declarant_said', models.CharField(blank=True, choices=[('consents', 'Agrees to the destruction'), ('objects', 'Objects to the destruction'), ('silent', 'Said nothing: consent is assumed')], max_length=10)),
                ('more_time', models.CharField(blank=True, choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('refused', 'Refused')], max_length=10)),
                ('court', models.CharField(blank=True, max_length=200)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('ended_quantity', models.PositiveIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'Waits for the rights holder'), ('confirmed', 'Infringement confirmed'), ('unconfirmed', 'To be released'), ('court', 'Before a court'), ('destroyed', 'Destroyed'), ('seized', 'Seized by a court'), ('released', 'Released')], default='waiting', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('application', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='detentions', to='fulfillment.customsapplication')),
                ('brand', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand')),
                ('entered_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('holder', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('paper', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.right')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='DetentionAnswer',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('side', models.CharField(choices=[('holder', 'Rights holder'), ('declarant', 'Declarant'), ('customs', 'Customs')], max_length=10)),
                ('kind', models.CharField(choices=[('fake', 'The goods infringe; it agrees to the destruction'), ('genuine', 'The goods are genuine'), ('outside', 'A parallel import or an overrun'), ('more_time', 'It asks for more time'), ('court', 'Proceedings before a court have begun'), ('consents', 'It agrees to the destruction'), ('objects', 'It objects to the destruction'), ('silent', 'It said nothing in time; consent is assumed'), ('granted', 'More time is granted'), ('refused', 'More time is refused'), ('destroyed', 'The goods were destroyed'), ('seized', 'A court has seized the goods'), ('released', 'The goods were released')], max_length=10)),
                ('membership_id', models.UUIDField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('detention', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='fulfillment.detention')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DetentionNotice',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('customs_reference', models.CharField(max_length=60)),
                ('country', models.CharField(max_length=2)),
                ('noticed_on', models.DateField()),
                ('quantity', models.PositiveIntegerField()),
                ('unit', models.CharField(choices=[('pieces', 'pieces'), ('pairs', 'pairs'), ('sets', 'sets'), ('cartons', 'cartons'), ('kilograms', 'kilograms'), ('litres', 'litres')], max_length=10)),
                ('perishable', models.BooleanField()),
                ('small', models.BooleanField()),
                ('detention', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='fulfillment.detention')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='DetentionPicture',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('holder', 'Rights holder'), ('declarant', 'Declarant'), ('customs', 'Customs')], max_length=10)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('detention', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='fulfillment.detention')),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.AddIndex(
            model_name='customsapplication',
            index=models.Index(fields=['tenant', 'holder', '-id'], name='customsapplication_of_holder'),
        ),
        migrations.AddIndex(
            model_name='customsapplication',
            index=models.Index(fields=['tenant', 'state', '-id'], name='customsapplication_by_state'),
        ),
        migrations.AddIndex(
            model_name='customsapplication',
            index=models.Index(fields=['tenant', 'lodged_in', '-id'], name='customsapplication_lodged'),
        ),
        migrations.AddConstraint(
            model_name='customsapplication',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='customsapplication_reference'),
        ),
        migrations.AddConstraint(
            model_name='customsapplication',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'filed', 'granted', 'refused', 'ended'])), name='customsapplication_state'),
        ),
        migrations.AddConstraint(
            model_name='customsapplication',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('valid_from'))), name='customsapplication_days'),
        ),
        migrations.AddConstraint(
            model_name='customsapplication',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'filed', 'refused', 'ended']), models.Q(models.Q(('number', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='customsapplication_numbered'),
        ),
        migrations.AddConstraint(
            model_name='customsapplication',
            constraint=models.CheckConstraint(condition=models.Q(('decided_words', ''), ('state', 'refused'), _negated=True), name='customsapplication_refused_why'),
        ),
        migrations.AddIndex(
            model_name='customsapplicationplace',
            index=models.Index(fields=['tenant', 'country', 'application'], name='customsplace_of_country'),
        ),
        migrations.AddConstraint(
            model_name='customsapplicationplace',
            constraint=models.UniqueConstraint(fields=('tenant', 'application', 'country'), name='customsapplicationplace_once'),
        ),
        migrations.AddIndex(
            model_name='customsapplicationright',
            index=models.Index(fields=['tenant', 'right', 'application'], name='customsright_of_right'),
        ),
        migrations.AddConstraint(
            model_name='customsapplicationright',
            constraint=models.UniqueConstraint(fields=('tenant', 'application', 'right'), name='customsapplicationright_once'),
        ),
        migrations.AddConstraint(
            model_name='customspacket',
            constraint=models.UniqueConstraint(fields=('tenant', 'application'), name='customspacket_once'),
        ),
        migrations.AddIndex(
            model_name='detention',
            index=models.Index(fields=['tenant', 'holder', '-id'], name='detention_of_holder'),
        ),
        migrations.AddIndex(
            model_name='detention',
            index=models.Index(fields=['tenant', 'country', '-id'], name='detention_of_country'),
        ),
        migrations.AddIndex(
            model_name='detention',
            index=models.Index(fields=['tenant', 'state', '-id'], name='detention_by_state'),
        ),
        migrations.AddIndex(
            model_name='detention',
            index=models.Index(fields=['tenant', 'right', 'noticed_on'], name='detention_of_right'),
        ),
        migrations.AddConstraint(
            model_name='detention',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='detention_reference'),
        ),
        migrations.AddConstraint(
            model_name='detention',
            constraint=models.UniqueConstraint(fields=('tenant', 'country', 'customs_reference', 'right'), name='detention_once'),
        ),
        migrations.AddConstraint(
            model_name='detention',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'confirmed', 'unconfirmed', 'court', 'destroyed', 'seized', 'released'])), name='detention_state'),
        ),
        migrations.AddConstraint(
            model_name='detention',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='detention_quantity'),
        ),
        migrations.AddConstraint(
            model_name='detention',
            constraint=models.CheckConstraint(condition=models.Q(('ended_quantity', None), ('ended_quantity__lte', models.F('quantity')), _connector='OR'), name='detention_not_more'),
        ),
        migrations.AddConstraint(
            model_name='detention',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'confirmed', 'unconfirmed', 'court', 'released']), models.Q(('ended_on__isnull', False), ('ended_quantity__gt', 0)), _connector='OR'), name='detention_ended'),
        ),
        migrations.AddConstraint(
            model_name='detention',
            constraint=models.CheckConstraint(condition=models.Q(('perishable', True), ('small', True), _negated=True), name='detention_small_lasts'),
        ),
        migrations.AddIndex(
            model_name='detentionanswer',
            index=models.Index(fields=['tenant', 'detention', 'at'], name='detentionanswer_of'),
        ),
        migrations.AddConstraint(
            model_name='detentionnotice',
            constraint=models.UniqueConstraint(fields=('tenant', 'detention'), name='detentionnotice_once'),
        ),
        migrations.AddConstraint(
            model_name='detentionpicture',
            constraint=models.UniqueConstraint(fields=('tenant', 'detention', 'evidence'), name='detentionpicture_once'),
        ),
        Wall("CustomsApplication", verbs="SELECT, INSERT, UPDATE"),
        Wall("CustomsApplicationRight"),
        Wall("CustomsApplicationPlace"),
        Wall("CustomsPacket", verbs=APPEND_ONLY),
        Wall("Detention", verbs="SELECT, INSERT, UPDATE"),
        Wall("DetentionNotice", verbs=APPEND_ONLY),
        Wall("DetentionAnswer", verbs=APPEND_ONLY),
        Wall("DetentionPicture", verbs=APPEND_ONLY),
    ]
