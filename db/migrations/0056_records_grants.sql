-- The worker asks the systems that hold records for a copy, and ends the time in which they may send them (0055).
GRANT INSERT ON tasks TO arqau_worker;
--> statement-breakpoint
-- Of keys it reads which systems have a valid one for that, and nothing of the secret.
GRANT SELECT (system_id, scopes, expires_at, revoked_at) ON system_keys TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (records_until) ON copies TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON record_streams TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (state, key_sealed, ended_at) ON record_streams TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON record_chunks TO arqau_worker;
--> statement-breakpoint
-- Systems send lines, and begin anew.
GRANT SELECT ON record_streams TO arqau_system;
--> statement-breakpoint
GRANT UPDATE (state, attempt, lines, records, chunks, hash, key_sealed, ended_at) ON record_streams TO arqau_system;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON record_chunks TO arqau_system;
--> statement-breakpoint
-- A copy is read as its customer, who may also stop it: then the records go.
GRANT SELECT ON record_streams TO arqau_customer;
--> statement-breakpoint
GRANT SELECT, DELETE ON record_chunks TO arqau_customer;
--> statement-breakpoint
GRANT UPDATE (state, key_sealed, ended_at) ON record_streams TO arqau_customer;
--> statement-breakpoint
-- Sealed bytes do not compress, and no statistics hold a part of them.
ALTER TABLE record_chunks ALTER COLUMN content_sealed SET STORAGE EXTERNAL, ALTER COLUMN content_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE record_streams ALTER COLUMN key_sealed SET STATISTICS 0, ALTER COLUMN hash SET STATISTICS 0;
