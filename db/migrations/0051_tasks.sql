CREATE TABLE "case_changes" (
	"customer_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"field" text NOT NULL,
	"before_sealed" "bytea",
	"after_sealed" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "case_changes_customer_id_task_id_field_pk" PRIMARY KEY("customer_id","task_id","field")
);
--> statement-breakpoint
ALTER TABLE "case_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "task_answers" (
	"customer_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"field" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "task_answers_customer_id_task_id_field_pk" PRIMARY KEY("customer_id","task_id","field"),
	CONSTRAINT "task_answers_outcome_known" CHECK ("task_answers"."outcome" = any('{done,refused,not-held}')),
	CONSTRAINT "task_answers_reason_known" CHECK ("task_answers"."reason" = any('{legal-obligation,contract,legal-claims,third-party-rights,identity-unverified,unfounded,impossible}'))
);
--> statement-breakpoint
ALTER TABLE "task_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tasks" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"system_id" text NOT NULL,
	"fields" text[] NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"due_on" date,
	CONSTRAINT "tasks_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "tasks_of_case" UNIQUE("customer_id","case_id","system_id"),
	CONSTRAINT "tasks_some" CHECK ("tasks"."fields" <> '{}')
);
--> statement-breakpoint
ALTER TABLE "tasks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "trace_counts" DROP CONSTRAINT "trace_counts_action_known";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_type_known";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_types_known";--> statement-breakpoint
ALTER TABLE "system_keys" DROP CONSTRAINT "system_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "case_changes" ADD CONSTRAINT "case_changes_of" FOREIGN KEY ("customer_id","task_id") REFERENCES "public"."tasks"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_answers" ADD CONSTRAINT "task_answers_of" FOREIGN KEY ("customer_id","task_id") REFERENCES "public"."tasks"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_case" FOREIGN KEY ("customer_id","case_id") REFERENCES "public"."cases"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_changes_of_case" ON "case_changes" USING btree ("customer_id","case_id");--> statement-breakpoint
CREATE INDEX "tasks_of_system" ON "tasks" USING btree ("system_id","id");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,automated-decisions.recorded,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,copy.asked,copy.downloaded,copy.erased,copy.failed,copy.put-off,copy.ready,copy.stopped,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.corrected,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.settled,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,request.answered,request.assigned,request.entered,request.extended,request.filed,request.message-sent,request.moved,request.not-found,request.noted,request.opened,request.reminded,request.taken-in-review,request.tasked,request.text-overtaken,request.text-recalled,request.text-sent,request.withdrawn,restriction.lifted,restriction.not-found,restriction.read,restriction.set,restriction-reads.reported,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,task.answered,task.not-found,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "trace_counts" ADD CONSTRAINT "trace_counts_action_known" CHECK ("trace_counts"."action" = any('{complaint.not-found,look.not-found,measure.not-found,request.not-found,restriction.not-found,sign-in.code-requested,sign-in.failed,staff.refused,task.not-found}'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_type_known" CHECK ("events"."type" = any('{consent.decided,consent.expired,complaint.filed,complaint.moved,request.filed,request.moved,task.opened,look.asked,look.started,look.ended,restriction.set,restriction.lifted}'));--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_types_known" CHECK ("subscriptions"."types" <@ '{consent.decided,consent.expired,complaint.filed,complaint.moved,request.filed,request.moved,task.opened,look.asked,look.started,look.ended,restriction.set,restriction.lifted}');--> statement-breakpoint
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_scopes_known" CHECK ("system_keys"."scopes" <@ '{automated-decisions:record,complaints:enter,consents:check,consents:decide,customers:register,deliveries:confirm,disclosures:record,events:read,guardians:end,guardians:register,holdings:put,imports:send,measures:take,restrictions:check,restrictions:put,restrictions:report,state-service:ask,state-service:withdraw,tasks:answer}');--> statement-breakpoint
CREATE POLICY "trace_counts_system" ON "trace_counts" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attachment_scans_system" ON "attachment_scans" AS PERMISSIVE FOR SELECT TO "arqau_system" USING (exists (select from case_attachments where case_attachments.customer_id = "attachment_scans"."customer_id" and case_attachments.id = "attachment_scans"."id"));--> statement-breakpoint
CREATE POLICY "case_attachments_system" ON "case_attachments" AS PERMISSIVE FOR SELECT TO "arqau_system" USING (exists (select from case_steps where case_steps.customer_id = "case_attachments"."customer_id" and case_steps.id = "case_attachments"."step_id"));--> statement-breakpoint
CREATE POLICY "case_changes_customer" ON "case_changes" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("case_changes"."customer_id" = arqau_current_customer()) WITH CHECK ("case_changes"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "case_changes_support" ON "case_changes" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("case_changes"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "case_changes_system" ON "case_changes" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "task_answers_customer" ON "task_answers" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("task_answers"."customer_id" = arqau_current_customer()) WITH CHECK ("task_answers"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "task_answers_support" ON "task_answers" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("task_answers"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "task_answers_staff" ON "task_answers" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "task_answers_system" ON "task_answers" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tasks_customer" ON "tasks" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("tasks"."customer_id" = arqau_current_customer()) WITH CHECK ("tasks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "tasks_support" ON "tasks" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("tasks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "tasks_staff" ON "tasks" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tasks_system" ON "tasks" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tasks_worker" ON "tasks" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER POLICY "case_steps_system" ON "case_steps" TO arqau_system USING ("case_steps"."actor_kind" = 'system' or exists (select from tasks where tasks.customer_id = "case_steps"."customer_id" and tasks.case_id = "case_steps"."case_id")) WITH CHECK ("case_steps"."actor_kind" = 'system');--> statement-breakpoint
ALTER POLICY "cases_system" ON "cases" TO arqau_system USING (exists (select from case_steps where case_steps.customer_id = "cases"."customer_id" and case_steps.case_id = "cases"."id" and case_steps.actor_kind = 'system') or exists (select from tasks where tasks.customer_id = "cases"."customer_id" and tasks.case_id = "cases"."id")) WITH CHECK (true);