CREATE TABLE "trace_counts" (
	"customer_id" uuid NOT NULL,
	"action" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "trace_counts_customer_id_action_hour_source_pk" PRIMARY KEY("customer_id","action","hour","source"),
	CONSTRAINT "trace_counts_action_known" CHECK ("trace_counts"."action" = any('{complaint.not-found,look.not-found,sign-in.code-requested,sign-in.failed,staff.refused}'))
);
--> statement-breakpoint
ALTER TABLE "trace_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "listed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "trace_counts_hour" ON "trace_counts" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "imports_ended" ON "imports" USING btree ("ended_at");--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_end_reason_known" CHECK ("imports"."end_reason" = any('{sender-gone,silent,key-ended,quota,tries,mostly-bad}'));--> statement-breakpoint
CREATE POLICY "messages_worker_purges" ON "messages" AS RESTRICTIVE FOR DELETE TO "arqau_worker" USING ("messages"."customer_id" = '00000000-0000-0000-0000-000000000000');--> statement-breakpoint
CREATE POLICY "trace_counts_customer" ON "trace_counts" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("trace_counts"."customer_id" = arqau_current_customer()) WITH CHECK ("trace_counts"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "trace_counts_staff" ON "trace_counts" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "trace_counts_worker" ON "trace_counts" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);