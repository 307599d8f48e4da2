CREATE TABLE "automated_decision_factors" (
	"customer_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"factor" text NOT NULL,
	"weight" text NOT NULL,
	"direction" text NOT NULL,
	CONSTRAINT "automated_decision_factors_customer_id_decision_id_factor_pk" PRIMARY KEY("customer_id","decision_id","factor"),
	CONSTRAINT "automated_decision_factors_weight_known" CHECK ("automated_decision_factors"."weight" = any('{strong,moderate,slight}')),
	CONSTRAINT "automated_decision_factors_direction_known" CHECK ("automated_decision_factors"."direction" = any('{for,against}'))
);
--> statement-breakpoint
ALTER TABLE "automated_decision_factors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "automated_decisions" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"system_id" text NOT NULL,
	"reference" text NOT NULL,
	"decision" text NOT NULL,
	"outcome" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "automated_decisions_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "automated_decisions_outcome_known" CHECK ("automated_decisions"."outcome" = any('{granted,granted-in-part,refused,changed,suspended,ended}'))
);
--> statement-breakpoint
ALTER TABLE "automated_decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "complaints" DROP CONSTRAINT "complaints_about_kind_known";--> statement-breakpoint
ALTER TABLE "system_keys" DROP CONSTRAINT "system_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "automated_decision_factors" ADD CONSTRAINT "automated_decision_factors_of" FOREIGN KEY ("customer_id","decision_id") REFERENCES "public"."automated_decisions"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automated_decisions" ADD CONSTRAINT "automated_decisions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "automated_decisions_newest" ON "automated_decisions" USING btree ("customer_id","decided_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,automated-decisions.recorded,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.settled,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_about_kind_known" CHECK ("complaints"."about_kind" = any('{field,consent,recipient,look,automated-decision}'));--> statement-breakpoint
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_scopes_known" CHECK ("system_keys"."scopes" <@ '{automated-decisions:record,complaints:enter,consents:check,consents:decide,customers:register,deliveries:confirm,disclosures:record,events:read,guardians:end,guardians:register,holdings:put,imports:send,measures:take,state-service:ask,state-service:withdraw}');--> statement-breakpoint
CREATE POLICY "automated_decision_factors_customer" ON "automated_decision_factors" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("automated_decision_factors"."customer_id" = arqau_current_customer()) WITH CHECK ("automated_decision_factors"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "automated_decision_factors_support" ON "automated_decision_factors" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("automated_decision_factors"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "automated_decision_factors_system" ON "automated_decision_factors" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "automated_decisions_customer" ON "automated_decisions" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("automated_decisions"."customer_id" = arqau_current_customer()) WITH CHECK ("automated_decisions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "automated_decisions_support" ON "automated_decisions" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("automated_decisions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "automated_decisions_staff" ON "automated_decisions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "automated_decisions_system" ON "automated_decisions" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);