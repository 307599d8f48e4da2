-- Who asks for a copy, who makes it and who takes it away (0046).
GRANT SELECT, INSERT ON copies TO arqau_customer;
--> statement-breakpoint
-- A customer stops a copy that is being made, or has a finished one erased.
GRANT UPDATE (state, ended_at, key_sealed) ON copies TO arqau_customer;
--> statement-breakpoint
GRANT SELECT ON copies TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (state, step, total, made, attempts, due_at, started_at, beat_at, fault, ready_at, kept_until, ended_at,
  key_sealed, chunks, bytes, hash) ON copies TO arqau_worker;
--> statement-breakpoint
GRANT SELECT ON copy_chunks TO arqau_customer;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON copy_chunks TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON copy_downloads TO arqau_customer;
--> statement-breakpoint
-- Nothing else of a download changes.
GRANT UPDATE (served) ON copy_downloads TO arqau_customer;
--> statement-breakpoint
-- A copy tells its customer what else is kept about them.
GRANT SELECT ON former_phones, guardians TO arqau_customer;
--> statement-breakpoint
CREATE TRIGGER copy_downloads_append_only BEFORE UPDATE OF customer_id, copy_id, number, session_id, at
  OR DELETE OR TRUNCATE ON copy_downloads
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
-- Sealed bytes do not compress, and no statistics hold a part of them.
ALTER TABLE copy_chunks ALTER COLUMN content_sealed SET STORAGE EXTERNAL, ALTER COLUMN content_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE copies ALTER COLUMN key_sealed SET STATISTICS 0, ALTER COLUMN hash SET STATISTICS 0;
