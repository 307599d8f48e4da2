CREATE TABLE "record_chunks" (
	"customer_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content_sealed" "bytea" NOT NULL,
	CONSTRAINT "record_chunks_customer_id_task_id_number_pk" PRIMARY KEY("customer_id","task_id","number")
);
--> statement-breakpoint
ALTER TABLE "record_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "record_streams" (
	"customer_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"copy_id" uuid NOT NULL,
	"state" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lines" bigint DEFAULT 0 NOT NULL,
	"records" bigint DEFAULT 0 NOT NULL,
	"chunks" integer DEFAULT 0 NOT NULL,
	"hash" "bytea",
	"key_sealed" "bytea",
	"ended_at" timestamp with time zone,
	CONSTRAINT "record_streams_customer_id_task_id_pk" PRIMARY KEY("customer_id","task_id"),
	CONSTRAINT "record_streams_state_known" CHECK ("record_streams"."state" = any('{waiting,receiving,done,missing,stopped}'))
);
--> statement-breakpoint
ALTER TABLE "record_streams" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "copies" DROP CONSTRAINT "copies_parts_known";--> statement-breakpoint
ALTER TABLE "copies" DROP CONSTRAINT "copies_step_known";--> statement-breakpoint
ALTER TABLE "system_keys" DROP CONSTRAINT "system_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_some";--> statement-breakpoint
ALTER TABLE "tasks" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ALTER COLUMN "opened_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "records_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "copy_id" uuid;--> statement-breakpoint
ALTER TABLE "record_chunks" ADD CONSTRAINT "record_chunks_of" FOREIGN KEY ("customer_id","task_id") REFERENCES "public"."record_streams"("customer_id","task_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_streams" ADD CONSTRAINT "record_streams_task" FOREIGN KEY ("customer_id","task_id") REFERENCES "public"."tasks"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_streams" ADD CONSTRAINT "record_streams_copy" FOREIGN KEY ("customer_id","copy_id") REFERENCES "public"."copies"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_streams_of_copy" ON "record_streams" USING btree ("customer_id","copy_id");--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_copy" FOREIGN KEY ("customer_id","copy_id") REFERENCES "public"."copies"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_of_copy" UNIQUE("customer_id","copy_id","system_id");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,automated-decisions.recorded,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,copy.asked,copy.downloaded,copy.erased,copy.failed,copy.put-off,copy.ready,copy.stopped,customer.found,customer.phone-changed,customer.registered,customer.searched,deletion.approved,deletion.carried-out,deletion.declined,deletion.overtaken,deletion.proposed,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.corrected,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.settled,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,records.asked,records.missing,records.received,records.started,request.answered,request.assigned,request.entered,request.extended,request.filed,request.message-sent,request.moved,request.not-found,request.noted,request.opened,request.reminded,request.taken-in-review,request.tasked,request.text-overtaken,request.text-recalled,request.text-sent,request.withdrawn,restriction.lifted,restriction.not-found,restriction.read,restriction.set,restriction-reads.reported,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,task.answered,task.not-found,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_parts_known" CHECK ("copies"."parts" <@ '{profile,data,records,restrictions,obligations,consents,disclosures,automated-decisions,looks,complaints,requests,contacts,activity,sessions,copies}');--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_step_known" CHECK ("copies"."step" = any('{systems,counting,profile,data,records,restrictions,obligations,consents,disclosures,automated-decisions,looks,complaints,requests,contacts,activity,sessions,copies,attachments,digest,manifest}'));--> statement-breakpoint
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_scopes_known" CHECK ("system_keys"."scopes" <@ '{automated-decisions:record,complaints:enter,consents:check,consents:decide,customers:register,deliveries:confirm,disclosures:record,events:read,guardians:end,guardians:register,holdings:put,imports:send,measures:take,records:send,restrictions:check,restrictions:put,restrictions:report,state-service:ask,state-service:withdraw,tasks:answer}');--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_of_one" CHECK (num_nonnulls("tasks"."case_id", "tasks"."copy_id") = 1);--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_some" CHECK ("tasks"."case_id" is null or "tasks"."fields" <> '{}');--> statement-breakpoint
CREATE POLICY "system_keys_worker" ON "system_keys" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "record_chunks_customer" ON "record_chunks" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("record_chunks"."customer_id" = arqau_current_customer()) WITH CHECK ("record_chunks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "record_chunks_support" ON "record_chunks" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("record_chunks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "record_chunks_system" ON "record_chunks" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "record_chunks_worker" ON "record_chunks" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "record_streams_customer" ON "record_streams" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("record_streams"."customer_id" = arqau_current_customer()) WITH CHECK ("record_streams"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "record_streams_support" ON "record_streams" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("record_streams"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "record_streams_system" ON "record_streams" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "record_streams_worker" ON "record_streams" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);