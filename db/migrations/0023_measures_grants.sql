-- What each role may do with the tables of 0022. Nothing is granted that is not named here.
-- The desks ask and decide; a system takes its own. What was decided, every role reads that must know whether sign-in is blocked.
GRANT SELECT, INSERT ON measures, measure_steps TO arqau_staff;
--> statement-breakpoint
GRANT INSERT ON measures TO arqau_system;
--> statement-breakpoint
GRANT SELECT, INSERT ON measure_steps TO arqau_system;
--> statement-breakpoint
GRANT SELECT ON measure_steps TO arqau_customer, arqau_support, arqau_worker;
--> statement-breakpoint
-- Sessions end by a measure; of each the desks may read what says which ones.
GRANT SELECT (customer_id, ended_at), UPDATE (ended_at) ON sessions TO arqau_staff;
--> statement-breakpoint
-- Append-only: no role, not even the owner, changes or removes what was written.
CREATE TRIGGER measures_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON measures
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER measure_steps_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON measure_steps
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
