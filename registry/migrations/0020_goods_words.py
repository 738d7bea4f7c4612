"""The goods of rights as lexemes, and the narrow function by which all of a marketplace's are asked."""

from typing import Any

import django.db.models.deletion
import registry.models.searching
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.context import tenant
from tenancy.operations import Wall

STEP = 300
SEARCHER = """
CREATE INDEX searchgoods_words ON registry_searchgoods USING gin (words);
CREATE POLICY searched ON registry_searchgoods FOR SELECT TO searcher USING (true);
GRANT SELECT (tenant_id, right_id, words) ON registry_searchgoods TO searcher;
CREATE FUNCTION registry_goods(question tsquery, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public SET enable_seqscan = off SET enable_indexscan = off
AS $$
BEGIN
    RETURN QUERY EXECUTE
        'SELECT right_id FROM public.registry_searchgoods '
        'WHERE tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid AND words @@ $1 LIMIT $2'
        USING question, most;
END
$$;
REVOKE ALL ON FUNCTION registry_goods(tsquery, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry_goods(tsquery, integer) TO app;
ALTER FUNCTION registry_goods(tsquery, integer) OWNER TO searcher;
"""
"""`EXECUTE` plans for the words that are asked: rare ones and common ones want other ways."""
BACK = """
DROP FUNCTION registry_goods(tsquery, integer);
REVOKE ALL ON registry_searchgoods FROM searcher;
DROP POLICY searched ON registry_searchgoods;
"""


def leave(apps: Any, schema_editor: Any) -> None:
    """Have the goods of the rights on file made lexemes, marketplace by marketplace."""
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            rows = apps.get_model("registry", "Right").objects.exclude(goods={})
            ids = [str(right_id) for right_id in rows.values_list("id", flat=True)]
            waiting = apps.get_model("registry", "GoodsWaiting")
            waiting.objects.bulk_create(
                waiting(rights=ids[at : at + STEP], tenant_id=marketplace.pk) for at in range(0, len(ids), STEP)
            )
            if ids:
                apps.get_model("tenancy", "Due").objects.create(tenant_id=marketplace.pk, job="goods_words")


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0019_public_register'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GoodsWaiting',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('rights', models.JSONField()),
                ('tenant', models.ForeignKey(db_constraint=False, db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SearchGoods',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', registry.models.searching.Lexemes()),
                ('right', tenancy.fields.TenantFK(held=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.right')),
                ('tenant', models.ForeignKey(db_constraint=False, db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'right'), name='searchgoods_once')],
            },
        ),
        Wall("GoodsWaiting", verbs="SELECT, INSERT, UPDATE, DELETE"),
        Wall("SearchGoods", verbs="SELECT, INSERT, UPDATE, DELETE"),
        migrations.RunSQL(SEARCHER, BACK),
        migrations.RunPython(leave, migrations.RunPython.noop),
    ]
