-- A stand-in for Citus on one plain PostgreSQL: it keeps the list of tables and refuses what Citus refuses
-- when tables are made or changed. It moves no rows and knows nothing of queries.
SET allow_system_table_mods = on;

CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass PRIMARY KEY, partmethod "char" NOT NULL);
GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;

CREATE FUNCTION pg_catalog.stand_in_refuse() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE wrong text;
BEGIN
    DELETE FROM pg_dist_partition WHERE NOT EXISTS (SELECT FROM pg_class WHERE oid = logicalrelid);
    SELECT string_agg(indexrelid::regclass::text, ', ') INTO wrong
    FROM pg_index JOIN pg_dist_partition ON indrelid = logicalrelid
    WHERE partmethod = 'h' AND indisunique AND NOT EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = indrelid AND attname = 'practice_id' AND attnum = ANY (indkey)
    );
    IF wrong IS NOT NULL THEN RAISE EXCEPTION 'unique without practice_id: %', wrong; END IF;

    SELECT string_agg(conname, ', ') INTO wrong
    FROM pg_constraint
    LEFT JOIN pg_dist_partition here ON here.logicalrelid = conrelid
    LEFT JOIN pg_dist_partition there ON there.logicalrelid = confrelid
    WHERE contype = 'f' AND CASE
        WHEN here.partmethod IS DISTINCT FROM 'h' THEN there.partmethod = 'h'
        WHEN there.partmethod = 'n' THEN false
        WHEN there.partmethod IS NULL THEN true
        ELSE NOT EXISTS (
            SELECT FROM unnest(conkey, confkey) AS pair (mine, theirs)
            JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = mine AND a.attname = 'practice_id'
            JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = theirs AND b.attname = 'practice_id'
        )
    END;
    IF wrong IS NOT NULL THEN RAISE EXCEPTION 'foreign key between machines: %', wrong; END IF;
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table(name regclass, cut_by text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential' THEN
        RAISE EXCEPTION 'not sequential';
    END IF;
    IF cut_by <> 'practice_id' THEN RAISE EXCEPTION 'cut by %', cut_by; END IF;
    INSERT INTO pg_dist_partition VALUES (name, 'h');
    PERFORM stand_in_refuse();
END $$;

CREATE FUNCTION pg_catalog.create_reference_table(name regclass) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO pg_dist_partition VALUES (name, 'n');
    PERFORM stand_in_refuse();
END $$;

CREATE FUNCTION pg_catalog.stand_in_watch() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN PERFORM stand_in_refuse(); END $$;
CREATE EVENT TRIGGER stand_in ON ddl_command_end
WHEN TAG IN ('ALTER TABLE', 'CREATE INDEX', 'CREATE TABLE') EXECUTE FUNCTION stand_in_watch();
