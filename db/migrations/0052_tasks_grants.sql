-- The desk opens tasks; systems answer them, the worker tells systems of them, the customer and a look read what came of it.
GRANT SELECT, INSERT ON tasks TO arqau_staff;
--> statement-breakpoint
GRANT SELECT ON tasks TO arqau_customer, arqau_support, arqau_system, arqau_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON task_answers TO arqau_system;
--> statement-breakpoint
GRANT SELECT ON task_answers TO arqau_customer, arqau_staff, arqau_support;
--> statement-breakpoint
-- The desk has no values of the customer: what a correction changed is the customer's to see.
GRANT SELECT, INSERT ON case_changes TO arqau_system;
--> statement-breakpoint
GRANT SELECT ON case_changes TO arqau_customer, arqau_support;
--> statement-breakpoint
-- Of cases, their steps and files, systems read what a task was opened for; the policies of 0051 say so.
GRANT SELECT ON cases, case_steps, case_attachments, attachment_scans TO arqau_system;
--> statement-breakpoint
-- A question about a task that there is not leaves a trace, as others do.
GRANT SELECT, INSERT, UPDATE (count) ON trace_counts TO arqau_system;
--> statement-breakpoint
CREATE TRIGGER tasks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tasks
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER task_answers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON task_answers
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER case_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_changes
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
ALTER TABLE case_changes ALTER before_sealed SET STATISTICS 0, ALTER after_sealed SET STATISTICS 0;
