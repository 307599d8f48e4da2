CREATE TABLE "outgoing_text_ends" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"end" text NOT NULL,
	"staff_id" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "outgoing_text_ends_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "outgoing_text_ends_end_known" CHECK ("outgoing_text_ends"."end" = any('{released,recalled,overtaken}'))
);
--> statement-breakpoint
ALTER TABLE "outgoing_text_ends" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outgoing_texts" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"staff_id" text NOT NULL,
	"role" text NOT NULL,
	"session_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"leaves_at" timestamp with time zone NOT NULL,
	"waits" boolean NOT NULL,
	CONSTRAINT "outgoing_texts_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "outgoing_texts_kind_known" CHECK ("outgoing_texts"."kind" = any('{message,waiting-customer,answered,extended}')),
	CONSTRAINT "outgoing_texts_role_known" CHECK ("outgoing_texts"."role" = any('{officer,supervisor,agent,administrator}'))
);
--> statement-breakpoint
ALTER TABLE "outgoing_texts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "outgoing_text_ends" ADD CONSTRAINT "outgoing_text_ends_of" FOREIGN KEY ("customer_id","id") REFERENCES "public"."outgoing_texts"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_texts" ADD CONSTRAINT "outgoing_texts_of" FOREIGN KEY ("customer_id","complaint_id") REFERENCES "public"."complaints"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "outgoing_texts_one" ON "outgoing_texts" USING btree ("customer_id","complaint_id") WHERE waits;--> statement-breakpoint
CREATE INDEX "outgoing_texts_of_complaint" ON "outgoing_texts" USING btree ("customer_id","complaint_id","at");--> statement-breakpoint
CREATE INDEX "outgoing_texts_due" ON "outgoing_texts" USING btree ("leaves_at") WHERE waits;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,complaint.answered,complaint.assigned,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
CREATE POLICY "outgoing_text_ends_staff" ON "outgoing_text_ends" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "outgoing_texts_staff" ON "outgoing_texts" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "outgoing_texts_worker" ON "outgoing_texts" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);