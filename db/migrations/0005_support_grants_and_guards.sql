-- What each role may do with the tables of 0004. Nothing is granted that is not named here.
CREATE SEQUENCE staff_numbers START 101;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE staff_numbers TO arqau_staff;
--> statement-breakpoint
-- The customer answers a look, and may end it.
GRANT SELECT ON looks TO arqau_customer;
--> statement-breakpoint
GRANT SELECT, INSERT ON look_steps, look_codes TO arqau_customer;
--> statement-breakpoint
-- Support reads what it was granted, and its own grant.
GRANT SELECT ON looks, look_steps TO arqau_support;
--> statement-breakpoint
-- The desks. Of a customer's data they see the name alone (the policies of 0004).
GRANT SELECT, INSERT ON staff, staff_sessions, searches, looks, look_steps, complaint_notes, complaint_assignments TO arqau_staff;
--> statement-breakpoint
GRANT UPDATE (role, iin_hash) ON staff TO arqau_staff;
--> statement-breakpoint
GRANT UPDATE (last_seen_at, ended_at) ON staff_sessions TO arqau_staff;
--> statement-breakpoint
GRANT SELECT ON look_codes, complaint_reminders, guardians, holdings TO arqau_staff;
--> statement-breakpoint
GRANT UPDATE (tries_left, used_at) ON look_codes TO arqau_staff;
--> statement-breakpoint
-- The bank's systems say who answers for whom.
GRANT SELECT, INSERT, DELETE ON guardians TO arqau_system;
--> statement-breakpoint
-- The worker ends what has run out, reminds, and finds where to write to.
GRANT SELECT ON looks, holdings TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON look_steps, complaint_reminders TO arqau_worker;
--> statement-breakpoint
GRANT INSERT ON messages TO arqau_worker;
--> statement-breakpoint
-- Append-only: no role, not even the owner, changes or removes what was written.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['searches', 'looks', 'look_steps', 'complaint_notes', 'complaint_assignments', 'complaint_reminders'] LOOP
    EXECUTE format(
      'CREATE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %1$I
         FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change()', name);
  END LOOP;
END $$;
