-- The login that runs the portal is a member of this role. It takes one of the five roles in each transaction and has no
-- rights before or after that: the memberships are not inherited, since the role is NOINHERIT. A database administrator
-- may have made it, and the memberships, already.
DO $$
DECLARE
  name text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'arqau_runtime') THEN
    BEGIN
      CREATE ROLE arqau_runtime NOLOGIN NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END IF;
  FOREACH name IN ARRAY ARRAY['arqau_customer', 'arqau_support', 'arqau_staff', 'arqau_system', 'arqau_worker'] LOOP
    IF NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = name::regrole AND m.member = 'arqau_runtime'::regrole) THEN
      EXECUTE format('GRANT %I TO arqau_runtime', name);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
-- A database made before Postgres 15 lets every login create in this schema.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
-- A process checks as the worker, at its start, that all migrations were applied.
GRANT USAGE ON SCHEMA drizzle TO arqau_worker;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO arqau_worker;
--> statement-breakpoint
-- Of the row of a limit only its tries change, never the hash by which it was named.
REVOKE UPDATE ON rate_limits FROM arqau_customer, arqau_staff, arqau_system;
--> statement-breakpoint
GRANT UPDATE (tried_at, kept_until) ON rate_limits TO arqau_customer, arqau_staff, arqau_system;
--> statement-breakpoint
-- The staff's provider may move to another address, as the demo's does from start to start.
GRANT UPDATE (issuer) ON staff TO arqau_staff;
