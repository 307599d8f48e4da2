-- A process checks its keys as the worker, at its start.
GRANT SELECT, INSERT ON key_canaries TO arqau_worker;
--> statement-breakpoint
CREATE TRIGGER key_canaries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON key_canaries
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
