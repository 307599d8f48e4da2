-- Tries are kept by their times instead of by fixed windows. The counters of the last day are dropped: until the next tries
-- nobody has spent anything. A process of the former release cannot count in the new table, so it refuses what has a limit
-- until it is replaced.
TRUNCATE "rate_limits";--> statement-breakpoint
DROP INDEX "rate_limits_window";--> statement-breakpoint
ALTER TABLE "rate_limits" DROP CONSTRAINT "rate_limits_key_hash_window_start_pk";--> statement-breakpoint
ALTER TABLE "rate_limits" ADD PRIMARY KEY ("key_hash");--> statement-breakpoint
ALTER TABLE "rate_limits" ADD COLUMN "tried_at" timestamp with time zone[] NOT NULL;--> statement-breakpoint
ALTER TABLE "rate_limits" ADD COLUMN "kept_until" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "renewals" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD COLUMN "first_id" uuid;--> statement-breakpoint
CREATE INDEX "rate_limits_kept_until" ON "rate_limits" USING btree ("kept_until");--> statement-breakpoint
ALTER TABLE "rate_limits" DROP COLUMN "window_start";--> statement-breakpoint
ALTER TABLE "rate_limits" DROP COLUMN "hits";--> statement-breakpoint
GRANT UPDATE (renewals) ON sessions TO arqau_customer;
