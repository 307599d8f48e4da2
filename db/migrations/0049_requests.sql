CREATE TABLE "case_outcomes" (
	"customer_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"field" text,
	"outcome" text NOT NULL,
	"reason" text,
	CONSTRAINT "case_outcomes_customer_id_answer_id_number_pk" PRIMARY KEY("customer_id","answer_id","number"),
	CONSTRAINT "case_outcomes_outcome_known" CHECK ("case_outcomes"."outcome" = any('{fulfilled,refused}')),
	CONSTRAINT "case_outcomes_reason_known" CHECK ("case_outcomes"."reason" = any('{legal-obligation,contract,legal-claims,third-party-rights,identity-unverified,unfounded,impossible}'))
);
--> statement-breakpoint
ALTER TABLE "case_outcomes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "trace_counts" DROP CONSTRAINT "trace_counts_action_known";--> statement-breakpoint
ALTER TABLE "case_steps" DROP CONSTRAINT "case_steps_kind_known";--> statement-breakpoint
ALTER TABLE "case_steps" DROP CONSTRAINT "case_steps_state_known";--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_kind_known";--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_about_kind_known";--> statement-breakpoint
ALTER TABLE "copies" DROP CONSTRAINT "copies_parts_known";--> statement-breakpoint
ALTER TABLE "copies" DROP CONSTRAINT "copies_step_known";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_type_known";--> statement-breakpoint
ALTER TABLE "looks" DROP CONSTRAINT "looks_pages_known";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_known";--> statement-breakpoint
ALTER TABLE "outgoing_texts" DROP CONSTRAINT "outgoing_texts_kind_known";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_types_known";--> statement-breakpoint
DROP INDEX "case_steps_ends";--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "due_on" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "case_steps" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "case_steps" ADD COLUMN "moved_due_on" date;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "type" text DEFAULT 'complaint' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "type" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "clock" text DEFAULT 'complaint-answer' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "clock" DROP DEFAULT;--> statement-breakpoint
UPDATE "cases" SET "clock" = 'objection-answer' WHERE "about_kind" = 'automated-decision';--> statement-breakpoint
ALTER TABLE "outgoing_texts" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "case_outcomes" ADD CONSTRAINT "case_outcomes_of" FOREIGN KEY ("customer_id","case_id") REFERENCES "public"."cases"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_outcomes_of_case" ON "case_outcomes" USING btree ("customer_id","case_id");--> statement-breakpoint
CREATE INDEX "case_steps_ends" ON "case_steps" USING btree ("customer_id","case_id","number") WHERE "case_steps"."kind" in ('answered', 'fulfilled', 'partly-fulfilled', 'refused', 'closed', 'withdrawn');--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,automated-decisions.recorded,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,copy.asked,copy.downloaded,copy.erased,copy.failed,copy.put-off,copy.ready,copy.stopped,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.settled,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,request.answered,request.assigned,request.entered,request.extended,request.filed,request.message-sent,request.moved,request.not-found,request.noted,request.opened,request.reminded,request.taken-in-review,request.text-overtaken,request.text-recalled,request.text-sent,request.withdrawn,restriction.lifted,restriction.not-found,restriction.read,restriction.set,restriction-reads.reported,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "trace_counts" ADD CONSTRAINT "trace_counts_action_known" CHECK ("trace_counts"."action" = any('{complaint.not-found,look.not-found,measure.not-found,request.not-found,restriction.not-found,sign-in.code-requested,sign-in.failed,staff.refused}'));--> statement-breakpoint
ALTER TABLE "case_steps" ADD CONSTRAINT "case_steps_pause_reason_known" CHECK ("case_steps"."pause_reason" = any('{identity,documents}'));--> statement-breakpoint
ALTER TABLE "case_steps" ADD CONSTRAINT "case_steps_kind_known" CHECK ("case_steps"."kind" = any('{received,registered,in-review,waiting-customer,answered,fulfilled,partly-fulfilled,refused,negotiation,withdrawn,closed,court,message,extended}'));--> statement-breakpoint
ALTER TABLE "case_steps" ADD CONSTRAINT "case_steps_state_known" CHECK ("case_steps"."state" = any('{received,registered,in-review,waiting-customer,answered,fulfilled,partly-fulfilled,refused,negotiation,withdrawn,closed,court}'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_type_known" CHECK ("cases"."type" = any('{complaint,request}'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_clock_known" CHECK ("cases"."clock" = any('{complaint-answer,complaint-extension,information-answer,correction,blocking,destruction,unblocking,public-removal,objection-answer,transfer-notice,withdrawal-stop,digital-code-stop,breach-notice}'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_type_of_kind" CHECK (("cases"."type" = 'complaint') = ("cases"."kind" in ('ordinary', 'unauthorised-use')));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_kind_known" CHECK ("cases"."kind" = any('{ordinary,unauthorised-use,information,correction,restriction,withdrawal,policy-objection,deletion}'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_about_kind_known" CHECK ("cases"."about_kind" = any('{field,consent,recipient,look,automated-decision,request}'));--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_parts_known" CHECK ("copies"."parts" <@ '{profile,data,restrictions,obligations,consents,disclosures,automated-decisions,looks,complaints,requests,contacts,activity,sessions,copies}');--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_step_known" CHECK ("copies"."step" = any('{counting,profile,data,restrictions,obligations,consents,disclosures,automated-decisions,looks,complaints,requests,contacts,activity,sessions,copies,attachments,digest,manifest}'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_type_known" CHECK ("events"."type" = any('{consent.decided,consent.expired,complaint.filed,complaint.moved,request.filed,request.moved,look.asked,look.started,look.ended,restriction.set,restriction.lifted}'));--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_pages_known" CHECK ("looks"."pages" <@ '{overview,data,consents,recipients,complaints,requests,activity,settings}');--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-entered,complaint-entered-late,complaint-extended,complaint-moved,complaint-file-infected,request-answered,request-entered,request-entered-late,request-extended,request-moved,look-asked,look-urgent,look-started,look-ended,look-reviewed,look-settled,sign-in-blocked,sign-in-unblocked,sessions-ended,copy-ready,copy-failed,field-restricted,restriction-lifted,phone-changed}'));--> statement-breakpoint
ALTER TABLE "outgoing_texts" ADD CONSTRAINT "outgoing_texts_pause_reason_known" CHECK ("outgoing_texts"."pause_reason" = any('{identity,documents}'));--> statement-breakpoint
ALTER TABLE "outgoing_texts" ADD CONSTRAINT "outgoing_texts_kind_known" CHECK ("outgoing_texts"."kind" = any('{message,waiting-customer,answered,fulfilled,partly-fulfilled,refused,extended}'));--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_types_known" CHECK ("subscriptions"."types" <@ '{consent.decided,consent.expired,complaint.filed,complaint.moved,request.filed,request.moved,look.asked,look.started,look.ended,restriction.set,restriction.lifted}');--> statement-breakpoint
CREATE POLICY "case_outcomes_customer" ON "case_outcomes" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("case_outcomes"."customer_id" = arqau_current_customer()) WITH CHECK ("case_outcomes"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "case_outcomes_support" ON "case_outcomes" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("case_outcomes"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "case_outcomes_staff" ON "case_outcomes" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);