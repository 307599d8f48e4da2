CREATE TABLE "former_phones" (
	"customer_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"phone_hash" text NOT NULL,
	"left_at" timestamp with time zone NOT NULL,
	CONSTRAINT "former_phones_customer_id_number_pk" PRIMARY KEY("customer_id","number")
);
--> statement-breakpoint
ALTER TABLE "former_phones" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customers" DROP CONSTRAINT "customers_phone_hash_unique";--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_known";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "phone_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "phone_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "former_phones" ADD CONSTRAINT "former_phones_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customers_phone" ON "customers" USING btree ("phone_hash");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,complaint.answered,complaint.assigned,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.withdrawn,complaint.moved,consent.given,consent.refused,consent.withdrawn,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sign-in.code-requested,sign-in.failed,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-extended,complaint-moved,look-asked,look-urgent,look-started,look-ended,phone-changed}'));--> statement-breakpoint
CREATE POLICY "messages_system" ON "messages" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sessions_system" ON "sessions" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sign_in_codes_system" ON "sign_in_codes" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "former_phones_system" ON "former_phones" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);