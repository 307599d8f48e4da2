CREATE TABLE "attachment_scans" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"verdict" text,
	"threat" text,
	"scanner" text,
	"scanned_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attachment_scans_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "attachment_scans_verdict_known" CHECK ("attachment_scans"."verdict" = any('{clean,infected}'))
);
--> statement-breakpoint
ALTER TABLE "attachment_scans" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_known";--> statement-breakpoint
ALTER TABLE "attachment_scans" ADD CONSTRAINT "attachment_scans_of" FOREIGN KEY ("customer_id","id") REFERENCES "public"."complaint_attachments"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachment_scans_due" ON "attachment_scans" USING btree ("due_at") WHERE verdict is null;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,complaint.answered,complaint.assigned,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.withdrawn,complaint.moved,consent.given,consent.refused,consent.withdrawn,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sign-in.code-requested,sign-in.failed,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-extended,complaint-moved,complaint-file-infected,look-asked,look-urgent,look-started,look-ended,phone-changed}'));--> statement-breakpoint
CREATE POLICY "attachment_scans_customer" ON "attachment_scans" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING ("attachment_scans"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "attachment_scans_customer_asks" ON "attachment_scans" AS PERMISSIVE FOR INSERT TO "arqau_customer" WITH CHECK ("attachment_scans"."customer_id" = arqau_current_customer() and "attachment_scans"."verdict" is null);--> statement-breakpoint
CREATE POLICY "attachment_scans_support" ON "attachment_scans" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("attachment_scans"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "attachment_scans_staff" ON "attachment_scans" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attachment_scans_worker" ON "attachment_scans" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);