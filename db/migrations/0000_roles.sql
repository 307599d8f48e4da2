-- Roles belong to the cluster, not the database: a second database finds them there already.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['arqau_customer', 'arqau_support', 'arqau_staff', 'arqau_system', 'arqau_worker'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    EXECUTE format('GRANT %I TO CURRENT_USER', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- What this transaction was opened with; an unset setting is null and matches no row.
CREATE FUNCTION arqau_setting(name text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.' || name, true), '');
--> statement-breakpoint
CREATE FUNCTION arqau_current_customer() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.customer_id', true), '')::uuid;
