-- Old imports are purged, and so are messages to nobody and counts of traces (0016). Nothing is granted that is not named here.
GRANT DELETE ON imports, import_chunks TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON import_faults TO arqau_worker;
--> statement-breakpoint
-- A policy of 0016 leaves it only those to nobody.
GRANT DELETE ON messages TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (count) ON trace_counts TO arqau_customer, arqau_staff;
--> statement-breakpoint
GRANT SELECT, DELETE ON trace_counts TO arqau_worker;
--> statement-breakpoint
-- A bad line is never changed; the worker removes it with its import.
DROP TRIGGER import_faults_append_only ON import_faults;
--> statement-breakpoint
CREATE TRIGGER import_faults_append_only BEFORE UPDATE OR TRUNCATE ON import_faults
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
-- Until now every bad line had a row.
UPDATE imports SET listed = bad WHERE bad > 0;
