CREATE TABLE "measure_steps" (
	"customer_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"measure_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"kind" text NOT NULL,
	"asked_by" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "measure_steps_customer_id_number_pk" PRIMARY KEY("customer_id","number"),
	CONSTRAINT "measure_steps_once" UNIQUE("customer_id","measure_id"),
	CONSTRAINT "measure_steps_measure_known" CHECK ("measure_steps"."measure" = any('{block,unblock,end-sessions}')),
	CONSTRAINT "measure_steps_kind_known" CHECK ("measure_steps"."kind" = any('{taken,declined,withdrawn}')),
	CONSTRAINT "measure_steps_actor_kind_known" CHECK ("measure_steps"."actor_kind" = any('{system,staff}')),
	CONSTRAINT "measure_steps_four_eyes" CHECK ("measure_steps"."actor_kind" = 'system' or ("measure_steps"."kind" = 'withdrawn') = ("measure_steps"."actor_id" = "measure_steps"."asked_by"))
);
--> statement-breakpoint
ALTER TABLE "measure_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "measures" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"note_sealed" "bytea",
	"actor_kind" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "measures_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "measures_asked" UNIQUE("customer_id","id","kind","asked_by"),
	CONSTRAINT "measures_kind_known" CHECK ("measures"."kind" = any('{block,unblock,end-sessions}')),
	CONSTRAINT "measures_reason_known" CHECK ("measures"."reason" = any('{customer-asked,phone-lost,suspected-fraud,identity-confirmed,blocked-by-mistake}')),
	CONSTRAINT "measures_actor_kind_known" CHECK ("measures"."actor_kind" = any('{system,staff}'))
);
--> statement-breakpoint
ALTER TABLE "measures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "trace_counts" DROP CONSTRAINT "trace_counts_action_known";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_known";--> statement-breakpoint
ALTER TABLE "system_keys" DROP CONSTRAINT "system_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "measure_steps" ADD CONSTRAINT "measure_steps_of" FOREIGN KEY ("customer_id","measure_id","measure","asked_by") REFERENCES "public"."measures"("customer_id","id","kind","asked_by") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "measures_by_id" ON "measures" USING btree ("id");--> statement-breakpoint
CREATE INDEX "measures_by_time" ON "measures" USING btree ("asked_at");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,complaint.answered,complaint.assigned,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.withdrawn,complaint.moved,consent.given,consent.refused,consent.withdrawn,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "trace_counts" ADD CONSTRAINT "trace_counts_action_known" CHECK ("trace_counts"."action" = any('{complaint.not-found,look.not-found,measure.not-found,sign-in.code-requested,sign-in.failed,staff.refused}'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-extended,complaint-moved,complaint-file-infected,look-asked,look-urgent,look-started,look-ended,sign-in-blocked,sign-in-unblocked,sessions-ended,phone-changed}'));--> statement-breakpoint
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_scopes_known" CHECK ("system_keys"."scopes" <@ '{consents:check,consents:decide,customers:register,deliveries:confirm,disclosures:record,events:read,guardians:end,guardians:register,holdings:put,imports:send,measures:take,state-service:ask,state-service:withdraw}');--> statement-breakpoint
CREATE POLICY "measure_steps_customer" ON "measure_steps" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("measure_steps"."customer_id" = arqau_current_customer()) WITH CHECK ("measure_steps"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "measure_steps_support" ON "measure_steps" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("measure_steps"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "measure_steps_worker" ON "measure_steps" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "measure_steps_staff" ON "measure_steps" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK ("measure_steps"."actor_kind" = 'staff');--> statement-breakpoint
CREATE POLICY "measure_steps_system" ON "measure_steps" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK ("measure_steps"."actor_kind" = 'system');--> statement-breakpoint
CREATE POLICY "measures_staff" ON "measures" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK ("measures"."actor_kind" = 'staff');--> statement-breakpoint
CREATE POLICY "measures_system" ON "measures" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK ("measures"."actor_kind" = 'system');