CREATE TABLE "contact_closings" (
	"customer_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"staff_id" text NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contact_closings_customer_id_contact_id_pk" PRIMARY KEY("customer_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "contact_closings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contacts" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"note_sealed" "bytea" NOT NULL,
	"staff_id" text NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"open_until" timestamp with time zone NOT NULL,
	CONSTRAINT "contacts_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "contacts_reference" UNIQUE("customer_id","reference"),
	CONSTRAINT "contacts_kind_known" CHECK ("contacts"."kind" = any('{phone-question,parent-call,visit}'))
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_known";--> statement-breakpoint
ALTER TABLE "system_keys" DROP CONSTRAINT "system_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "looks" ALTER COLUMN "complaint_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "channel" text DEFAULT 'portal' NOT NULL;--> statement-breakpoint
ALTER TABLE "looks" ADD COLUMN "contact_id" uuid;--> statement-breakpoint
ALTER TABLE "contact_closings" ADD CONSTRAINT "contact_closings_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_closings" ADD CONSTRAINT "contact_closings_of" FOREIGN KEY ("customer_id","contact_id") REFERENCES "public"."contacts"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_newest" ON "contacts" USING btree ("customer_id","open_until");--> statement-breakpoint
CREATE INDEX "contacts_by_reference" ON "contacts" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "contacts_of_staff" ON "contacts" USING btree ("staff_id","taken_at");--> statement-breakpoint
CREATE INDEX "contacts_by_time" ON "contacts" USING btree ("taken_at");--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_contact" FOREIGN KEY ("customer_id","contact_id") REFERENCES "public"."contacts"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_channel_known" CHECK ("complaints"."channel" = any('{portal,letter,phone,branch}'));--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_one_ground" CHECK (num_nonnulls("looks"."complaint_id", "looks"."contact_id") = 1);--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_contact_by_leave" CHECK ("looks"."contact_id" is null or "looks"."kind" = 'leave');--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-entered,complaint-entered-late,complaint-extended,complaint-moved,complaint-file-infected,look-asked,look-urgent,look-started,look-ended,sign-in-blocked,sign-in-unblocked,sessions-ended,phone-changed}'));--> statement-breakpoint
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_scopes_known" CHECK ("system_keys"."scopes" <@ '{complaints:enter,consents:check,consents:decide,customers:register,deliveries:confirm,disclosures:record,events:read,guardians:end,guardians:register,holdings:put,imports:send,measures:take,state-service:ask,state-service:withdraw}');--> statement-breakpoint
CREATE POLICY "complaint_steps_system" ON "complaint_steps" AS PERMISSIVE FOR ALL TO "arqau_system" USING ("complaint_steps"."actor_kind" = 'system') WITH CHECK ("complaint_steps"."actor_kind" = 'system');--> statement-breakpoint
CREATE POLICY "complaints_system" ON "complaints" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "contact_closings_staff" ON "contact_closings" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "contacts_customer" ON "contacts" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("contacts"."customer_id" = arqau_current_customer()) WITH CHECK ("contacts"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "contacts_support" ON "contacts" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("contacts"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "contacts_staff" ON "contacts" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "contacts_worker" ON "contacts" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);