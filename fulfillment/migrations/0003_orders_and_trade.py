"""Orders with their shipments, and complaints of buyers."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('fulfillment', '0002_customs'),
        ('accounts', '0009_moves'),
        ('evidence', '0001_initial'),
        ('registry', '0024_likeness_parts'),
        ('sellers', '0019_surges'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('number', models.CharField(max_length=60)),
                ('destination', models.CharField(max_length=2)),
                ('currency', models.CharField(max_length=3)),
                ('language', models.CharField(max_length=10)),
                ('token_hash', models.CharField(editable=False, max_length=64)),
                ('buyer', models.CharField(blank=True, editable=False, max_length=64)),
                ('placed_at', models.DateTimeField()),
                ('ship_by', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('placed', 'Waits for a check'), ('refused', 'Refused'), ('accepted', 'To be sent'), ('shipped', 'On its way'), ('delivered', 'Delivered'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='placed', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('warehouse', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
            ],
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('line', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=500)),
                ('quantity', models.PositiveIntegerField()),
                ('price_cents', models.BigIntegerField()),
                ('gtin', models.CharField(blank=True, max_length=14)),
                ('gate_check', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.gatecheck')),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('order', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='fulfillment.order')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='OrderRecord',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('number', models.CharField(max_length=60)),
                ('destination', models.CharField(max_length=2)),
                ('placed_at', models.DateTimeField()),
                ('lines', models.JSONField(default=list)),
                ('order', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='fulfillment.order')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='Shipment',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('carrier_name', models.CharField(max_length=120)),
                ('tracking', models.CharField(max_length=60)),
                ('origin', models.CharField(max_length=2)),
                ('destination', models.CharField(max_length=2)),
                ('kept_until', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('announced', 'Made ready'), ('on_the_way', 'On its way'), ('at_customs', 'At customs'), ('failed', 'Could not be delivered'), ('delivered', 'Delivered'), ('returned', 'Went back'), ('lost', 'Lost'), ('cancelled', 'Cancelled')], default='announced', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('carrier', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('made_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('order', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='shipments', to='fulfillment.order')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='LossClaim',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('amount_cents', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('plan', models.CharField(choices=[('refund', 'The money back'), ('resend', 'The same goods again'), ('other', 'Something else')], max_length=10)),
                ('plan_by', models.DateField()),
                ('state', models.CharField(choices=[('open', 'The carrier answers'), ('paid', 'The carrier pays'), ('refused', 'The carrier refuses')], default='open', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('shipment', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='fulfillment.shipment')),
            ],
        ),
        migrations.CreateModel(
            name='ShipmentEvent',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('kind', models.CharField(choices=[('announced', 'The manifest was made'), ('received', 'A warehouse received it'), ('handed_over', 'Handed over to the carrier'), ('scanned', 'Seen on its way'), ('at_customs', 'Customs hold it'), ('failed', 'It could not be delivered'), ('delivered', 'Delivered'), ('returned', 'It went back'), ('lost', 'It is lost'), ('reminded', 'The buyer was reminded'), ('cancelled', 'It is not sent')], max_length=20)),
                ('at', models.DateTimeField()),
                ('country', models.CharField(blank=True, max_length=2)),
                ('quantity', models.PositiveIntegerField(blank=True, null=True)),
                ('party', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('shipment', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='fulfillment.shipment')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ShipmentLine',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('quantity', models.PositiveIntegerField()),
                ('order_line', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='shipped', to='fulfillment.orderline')),
                ('shipment', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='fulfillment.shipment')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ShipmentPaper',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('manifest', 'Manifest'), ('receipt', 'Receipt of a warehouse'), ('delivery', 'Proof of delivery'), ('loss', 'Report of the loss')], max_length=10)),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('shipment', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='fulfillment.shipment')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ShipmentUnit',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('gtin', models.CharField(max_length=14)),
                ('serial', models.CharField(max_length=60)),
                ('line', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='fulfillment.shipmentline')),
                ('shipment', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='fulfillment.shipment')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='TradeComplaint',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('not_shipped', 'It was never sent'), ('false_tracking', 'It is said to be delivered, or has a number that leads nowhere'), ('return_refused', 'The seller does not take it back'), ('quality', 'It is not as described, or broken'), ('short_quantity', 'There is less than was ordered'), ('fake', 'It is not genuine')], max_length=20)),
                ('wants', models.CharField(choices=[('deliver', 'Deliver it'), ('refund', 'Give the money back'), ('reissue', 'Send it again, or send another one'), ('price_difference', 'Give back a part of the price'), ('other', 'Something else')], max_length=20)),
                ('source', models.CharField(choices=[('buyer', 'The buyer’s own page'), ('shop', 'The shop')], max_length=10)),
                ('remedy', models.CharField(blank=True, choices=[('deliver', 'Deliver it'), ('refund', 'Give the money back'), ('reissue', 'Send it again, or send another one'), ('price_difference', 'Give back a part of the price'), ('other', 'Something else')], max_length=20)),
                ('remedy_cents', models.BigIntegerField(blank=True, null=True)),
                ('settled_by', models.CharField(blank=True, choices=[('agreement', 'Both agreed'), ('silence', 'Somebody said nothing in time'), ('decision', 'The marketplace decided')], max_length=10)),
                ('seller_silent', models.BooleanField(default=False)),
                ('ip_report', models.CharField(blank=True, max_length=20)),
                ('filed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'The seller answers'), ('offered', 'The seller made an offer'), ('contested', 'The seller disagrees'), ('mediation', 'The marketplace decides'), ('owed', 'The seller is to do what was agreed or decided'), ('settled', 'Done'), ('closed', 'Closed'), ('withdrawn', 'Taken back')], default='open', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('line', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='fulfillment.orderline')),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('order', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='fulfillment.order')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='TradePaper',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('buyer', 'Buyer'), ('seller', 'Seller'), ('marketplace', 'Marketplace')], max_length=12)),
                ('kind', models.CharField(choices=[('picture', 'Picture'), ('delivery', 'Proof of delivery'), ('purchase', 'Proof of purchase'), ('receipt', 'Receipt')], max_length=10)),
                ('complaint', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='fulfillment.tradecomplaint')),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='TradeStatement',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('side', models.CharField(choices=[('buyer', 'Buyer'), ('seller', 'Seller'), ('marketplace', 'Marketplace')], max_length=12)),
                ('kind', models.CharField(choices=[('complained', 'complained'), ('added', 'added something'), ('offered', 'made an offer'), ('contested', 'disagreed'), ('accepted', 'accepted'), ('refused', 'did not accept'), ('decided', 'decided'), ('rejected', 'decided that nothing is owed'), ('done', 'did what was owed'), ('not_done', 'says that it was not done'), ('withdrawn', 'took it back'), ('silent', 'said nothing in time')], max_length=12)),
                ('remedy', models.CharField(blank=True, choices=[('deliver', 'Deliver it'), ('refund', 'Give the money back'), ('reissue', 'Send it again, or send another one'), ('price_difference', 'Give back a part of the price'), ('other', 'Something else')], max_length=20)),
                ('cents', models.BigIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('complaint', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='fulfillment.tradecomplaint')),
                ('membership', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ComplaintSurge',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20)),
                ('about', models.UUIDField()),
                ('complaints', models.PositiveIntegerField()),
                ('fakes', models.PositiveIntegerField(default=0)),
                ('expected_tenths', models.PositiveIntegerField()),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('listing', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'seller', '-id'], name='complaintsurge_of_seller')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='complaintsurge_reference'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'about'), name='complaintsurge_once')],
            },
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['tenant', 'seller', '-id'], name='order_of_seller'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['tenant', 'warehouse', '-id'], name='order_of_warehouse'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['tenant', 'state', '-id'], name='order_by_state'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['tenant', 'seller', 'placed_at'], name='order_placed'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='order_reference'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('tenant', 'number', 'seller'), name='order_number'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('tenant', 'token_hash'), name='order_token_once'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['placed', 'refused', 'accepted', 'shipped', 'delivered', 'closed', 'cancelled'])), name='order_state'),
        ),
        migrations.AddIndex(
            model_name='orderline',
            index=models.Index(fields=['tenant', 'listing', 'id'], name='orderline_listing'),
        ),
        migrations.AddIndex(
            model_name='orderline',
            index=models.Index(condition=models.Q(('gtin', ''), _negated=True), fields=['tenant', 'gtin', 'id'], name='orderline_gtin'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.UniqueConstraint(fields=('tenant', 'order', 'position'), name='orderline_position'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.CheckConstraint(condition=models.Q(('price_cents__gte', 0), ('quantity__gt', 0)), name='orderline_amounts'),
        ),
        migrations.AddConstraint(
            model_name='orderrecord',
            constraint=models.UniqueConstraint(fields=('tenant', 'order'), name='orderrecord_once'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(fields=['tenant', 'order', 'id'], name='shipment_of_order'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(fields=['tenant', 'seller', '-id'], name='shipment_of_seller'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(fields=['tenant', 'carrier', '-id'], name='shipment_of_carrier'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(fields=['tenant', 'made_by', '-id'], name='shipment_of_maker'),
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(fields=['tenant', 'state', '-id'], name='shipment_by_state'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='shipment_reference'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.UniqueConstraint(fields=('tenant', 'carrier_name', 'tracking'), name='shipment_tracking'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['announced', 'on_the_way', 'at_customs', 'failed', 'delivered', 'returned', 'lost', 'cancelled'])), name='shipment_state'),
        ),
        migrations.AddConstraint(
            model_name='lossclaim',
            constraint=models.UniqueConstraint(fields=('tenant', 'shipment'), name='lossclaim_once'),
        ),
        migrations.AddConstraint(
            model_name='lossclaim',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='lossclaim_amount'),
        ),
        migrations.AddConstraint(
            model_name='lossclaim',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'paid', 'refused'])), name='lossclaim_state'),
        ),
        migrations.AddIndex(
            model_name='shipmentevent',
            index=models.Index(fields=['tenant', 'shipment', 'at', 'id'], name='shipmentevent_shipment'),
        ),
        migrations.AddIndex(
            model_name='shipmentline',
            index=models.Index(fields=['tenant', 'order_line'], name='shipmentline_line'),
        ),
        migrations.AddConstraint(
            model_name='shipmentline',
            constraint=models.UniqueConstraint(fields=('tenant', 'shipment', 'order_line'), name='shipmentline_once'),
        ),
        migrations.AddConstraint(
            model_name='shipmentline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='shipmentline_quantity'),
        ),
        migrations.AddConstraint(
            model_name='shipmentpaper',
            constraint=models.UniqueConstraint(fields=('tenant', 'shipment', 'evidence'), name='shipmentpaper_once'),
        ),
        migrations.AddIndex(
            model_name='shipmentunit',
            index=models.Index(fields=['tenant', 'gtin', 'serial', 'id'], name='shipmentunit_number'),
        ),
        migrations.AddIndex(
            model_name='shipmentunit',
            index=models.Index(fields=['tenant', 'line'], name='shipmentunit_line'),
        ),
        migrations.AddConstraint(
            model_name='shipmentunit',
            constraint=models.UniqueConstraint(fields=('tenant', 'shipment', 'gtin', 'serial'), name='shipmentunit_once'),
        ),
        migrations.AddIndex(
            model_name='tradecomplaint',
            index=models.Index(fields=['tenant', 'seller', '-id'], name='tradecomplaint_of_seller'),
        ),
        migrations.AddIndex(
            model_name='tradecomplaint',
            index=models.Index(fields=['tenant', 'state', '-id'], name='tradecomplaint_by_state'),
        ),
        migrations.AddIndex(
            model_name='tradecomplaint',
            index=models.Index(fields=['tenant', 'seller', 'filed_at'], name='tradecomplaint_filed'),
        ),
        migrations.AddIndex(
            model_name='tradecomplaint',
            index=models.Index(fields=['tenant', 'order', 'id'], name='tradecomplaint_of_order'),
        ),
        migrations.AddIndex(
            model_name='tradecomplaint',
            index=models.Index(condition=models.Q(('ip_report', ''), ('kind', 'fake')), fields=['tenant', 'id'], name='tradecomplaint_fakes'),
        ),
        migrations.AddConstraint(
            model_name='tradecomplaint',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='tradecomplaint_reference'),
        ),
        migrations.AddConstraint(
            model_name='tradecomplaint',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'offered', 'contested', 'mediation', 'owed'])), fields=('tenant', 'order', 'kind', 'listing'), name='tradecomplaint_once'),
        ),
        migrations.AddConstraint(
            model_name='tradecomplaint',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'offered', 'contested', 'mediation', 'owed', 'settled', 'closed', 'withdrawn'])), name='tradecomplaint_state'),
        ),
        migrations.AddConstraint(
            model_name='tradecomplaint',
            constraint=models.CheckConstraint(condition=models.Q(('remedy_cents', None), ('remedy_cents__gt', 0), _connector='OR'), name='tradecomplaint_amount'),
        ),
        migrations.AddConstraint(
            model_name='tradecomplaint',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'contested', 'mediation', 'closed', 'withdrawn']), models.Q(('remedy', ''), _negated=True), _connector='OR'), name='tradecomplaint_remedy'),
        ),
        migrations.AddConstraint(
            model_name='tradepaper',
            constraint=models.UniqueConstraint(fields=('tenant', 'complaint', 'evidence'), name='tradepaper_once'),
        ),
        migrations.AddIndex(
            model_name='tradestatement',
            index=models.Index(fields=['tenant', 'complaint', 'id'], name='tradestatement_complaint'),
        ),
        Wall("Order", verbs="SELECT, INSERT, UPDATE"),
        Wall("OrderRecord", verbs=APPEND_ONLY),
        Wall("OrderLine"),
        Wall("Shipment", verbs="SELECT, INSERT, UPDATE"),
        Wall("ShipmentLine"),
        Wall("ShipmentUnit"),
        Wall("ShipmentEvent", verbs=APPEND_ONLY),
        Wall("ShipmentPaper"),
        Wall("LossClaim", verbs="SELECT, INSERT, UPDATE"),
        Wall("TradeComplaint", verbs="SELECT, INSERT, UPDATE"),
        Wall("TradeStatement", verbs=APPEND_ONLY),
        Wall("TradePaper"),
        Wall("ComplaintSurge", verbs="SELECT, INSERT, UPDATE"),
    ]
