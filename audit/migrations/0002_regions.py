"""Entries say in which regions the matter lies that they speak of, so that a reviewer's regions bound the log.

Entries from before say none and stay visible to all of the staff, as they were when they were written: the log is
append-only for its owner, too, and no trigger is switched off to sort old lines anew.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

# The function of 0001 with one more argument, `lies_in`.
RECORD = """
DROP FUNCTION audit_record;
CREATE FUNCTION audit_record(
  of_tenant uuid, entry uuid, said_at timestamptz, said_verb text, of_type text, of_subject uuid, bytes bytea,
  leaf_hash bytea, lies_in text[], line uuid, secrets uuid[], names text[], salts bytea[], erasable text[], mentions uuid[],
  targets uuid[], kinds text[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_entry (tenant_id, id, at, verb, subject_type, subject_id, data, leaf, regions)
  VALUES (of_tenant, entry, said_at, said_verb, of_type, of_subject, bytes, leaf_hash, lies_in);
  INSERT INTO audit_staged (tenant_id, id, leaf) VALUES (of_tenant, entry, leaf_hash);
  INSERT INTO tenancy_due (tenant_id, id, job, next_at) VALUES (of_tenant, line, 'seal', clock_timestamp());
  INSERT INTO audit_mention (tenant_id, id, entry_id, target_id, kind)
  SELECT of_tenant, m.id, entry, m.target, m.kind FROM unnest(mentions, targets, kinds) AS m(id, target, kind);
  IF cardinality(names) > 0 THEN
    INSERT INTO audit_secret (tenant_id, id, owner_id, name, salt, value)
    SELECT of_tenant, s.id, entry, s.name, s.salt, s.value
    FROM unnest(secrets, names, salts, erasable) AS s(id, name, salt, value);
  END IF;
END $$;
"""
AS_IT_WAS = """
DROP FUNCTION audit_record;
CREATE FUNCTION audit_record(
  of_tenant uuid, entry uuid, said_at timestamptz, said_verb text, of_type text, of_subject uuid, bytes bytea,
  leaf_hash bytea, line uuid, secrets uuid[], names text[], salts bytea[], erasable text[], mentions uuid[],
  targets uuid[], kinds text[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_entry (tenant_id, id, at, verb, subject_type, subject_id, data, leaf)
  VALUES (of_tenant, entry, said_at, said_verb, of_type, of_subject, bytes, leaf_hash);
  INSERT INTO audit_staged (tenant_id, id, leaf) VALUES (of_tenant, entry, leaf_hash);
  INSERT INTO tenancy_due (tenant_id, id, job, next_at) VALUES (of_tenant, line, 'seal', clock_timestamp());
  INSERT INTO audit_mention (tenant_id, id, entry_id, target_id, kind)
  SELECT of_tenant, m.id, entry, m.target, m.kind FROM unnest(mentions, targets, kinds) AS m(id, target, kind);
  IF cardinality(names) > 0 THEN
    INSERT INTO audit_secret (tenant_id, id, owner_id, name, salt, value)
    SELECT of_tenant, s.id, entry, s.name, s.salt, s.value
    FROM unnest(secrets, names, salts, erasable) AS s(id, name, salt, value);
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="regions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=8), default=list, size=None
            ),
        ),
        migrations.RunSQL(RECORD, AS_IT_WAS),
    ]
