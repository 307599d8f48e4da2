-- What each role may do with the tables of 0044. Nothing is granted that is not named here.
-- The desks and systems restrict and lift; the customer, a look and the worker, which tells the systems, read it.
GRANT SELECT, INSERT ON restrictions TO arqau_staff, arqau_system;
--> statement-breakpoint
GRANT SELECT ON restrictions TO arqau_customer, arqau_support, arqau_worker;
--> statement-breakpoint
-- Systems report; the customer and a look read what concerns the customer, and which days a system has told of.
GRANT SELECT, INSERT ON restriction_reads, restriction_reports TO arqau_system;
--> statement-breakpoint
GRANT SELECT ON restriction_reads, restriction_reports TO arqau_customer, arqau_support;
--> statement-breakpoint
-- Officers see which systems are silent.
GRANT SELECT ON restriction_reports TO arqau_staff;
--> statement-breakpoint
-- Append-only: no role, not even the owner, changes or removes what was written.
CREATE TRIGGER restrictions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON restrictions
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER restriction_reads_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON restriction_reads
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER restriction_reports_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON restriction_reports
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
-- Of a sealed value the planner samples nothing (0043).
ALTER TABLE restrictions ALTER evidence_sealed SET STATISTICS 0;
