-- Numbers of certificates, which the approved deletion takes in its approver's name.
CREATE SEQUENCE certificate_numbers;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE certificate_numbers TO arqau_staff;
--> statement-breakpoint
-- The plan is written with the request: by the customer, who was shown it, or by who enters it for them.
GRANT SELECT, INSERT ON deletion_fates TO arqau_customer, arqau_staff;
--> statement-breakpoint
GRANT SELECT ON deletion_fates TO arqau_support;
--> statement-breakpoint
GRANT SELECT, INSERT ON deletion_steps TO arqau_staff;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at, "end") ON deletions TO arqau_staff;
--> statement-breakpoint
GRANT SELECT, UPDATE (due_at, attempts) ON deletions TO arqau_worker;
--> statement-breakpoint
-- A value that a system replaces while it is to be erased leaves a tombstone too.
GRANT SELECT (customer_id, fields, ended_at) ON deletions TO arqau_system;
--> statement-breakpoint
-- What an approved deletion erases, and nothing else: the policies of 0053 say which rows.
GRANT DELETE ON holdings TO arqau_staff;
--> statement-breakpoint
GRANT SELECT, DELETE ON case_changes TO arqau_staff;
--> statement-breakpoint
DROP TRIGGER case_changes_append_only ON case_changes;
--> statement-breakpoint
CREATE TRIGGER case_changes_unchanged BEFORE UPDATE OR TRUNCATE ON case_changes
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT ON tombstones TO arqau_staff;
--> statement-breakpoint
GRANT SELECT, INSERT ON tombstones TO arqau_system;
--> statement-breakpoint
GRANT SELECT, INSERT ON certificates, certificate_lines TO arqau_staff;
--> statement-breakpoint
GRANT SELECT ON certificates, certificate_lines TO arqau_customer, arqau_support;
--> statement-breakpoint
CREATE TRIGGER deletion_fates_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON deletion_fates
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER deletion_steps_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON deletion_steps
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER tombstones_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tombstones
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER certificates_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON certificates
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER certificate_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON certificate_lines
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
-- Of a hash and its salt the planner samples nothing (0043).
ALTER TABLE tombstones ALTER salt SET STATISTICS 0, ALTER hash SET STATISTICS 0;
