-- A task ends its waiting with the system's last answer, or with the request: the customer withdraws it, the desk answers it.
GRANT UPDATE (waits) ON tasks TO arqau_customer, arqau_staff, arqau_system;
--> statement-breakpoint
DROP TRIGGER tasks_append_only ON tasks;
--> statement-breakpoint
UPDATE tasks SET waits = false
WHERE (SELECT count(*) FROM task_answers a WHERE a.customer_id = tasks.customer_id AND a.task_id = tasks.id) = cardinality(fields)
  OR EXISTS (SELECT FROM case_steps s WHERE s.customer_id = tasks.customer_id AND s.case_id = tasks.case_id
    AND s.kind IN ('fulfilled', 'partly-fulfilled', 'refused', 'withdrawn'));
--> statement-breakpoint
-- Whatever waits ends its waiting once, whoever says so, and stays as it was written.
CREATE OR REPLACE FUNCTION arqau_end_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT OLD.waits OR NEW.waits OR to_jsonb(OLD) - 'waits' <> to_jsonb(NEW) - 'waits' THEN
    RAISE EXCEPTION 'what waits ends its waiting once and never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER tasks_end_once BEFORE UPDATE ON tasks
  FOR EACH ROW EXECUTE FUNCTION arqau_end_waiting();
--> statement-breakpoint
CREATE TRIGGER tasks_kept BEFORE DELETE OR TRUNCATE ON tasks
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
