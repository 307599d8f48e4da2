CREATE TABLE "copies" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"parts" text[] NOT NULL,
	"locale" text NOT NULL,
	"session_id" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"step" text NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"made" bigint DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"beat_at" timestamp with time zone,
	"fault" text,
	"ready_at" timestamp with time zone,
	"kept_until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"key_sealed" "bytea",
	"chunks" integer DEFAULT 0 NOT NULL,
	"bytes" bigint,
	"hash" text,
	CONSTRAINT "copies_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "copies_parts_known" CHECK ("copies"."parts" <@ '{profile,data,restrictions,obligations,consents,disclosures,automated-decisions,looks,complaints,contacts,activity,sessions,copies}'),
	CONSTRAINT "copies_locale_known" CHECK ("copies"."locale" = any('{kk,ru,en}')),
	CONSTRAINT "copies_state_known" CHECK ("copies"."state" = any('{making,ready,failed,stopped,erased}')),
	CONSTRAINT "copies_step_known" CHECK ("copies"."step" = any('{counting,profile,data,restrictions,obligations,consents,disclosures,automated-decisions,looks,complaints,contacts,activity,sessions,copies,attachments,digest,manifest}')),
	CONSTRAINT "copies_fault_known" CHECK ("copies"."fault" = any('{no-space,digest,fault}'))
);
--> statement-breakpoint
ALTER TABLE "copies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "copy_chunks" (
	"customer_id" uuid NOT NULL,
	"copy_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content_sealed" "bytea" NOT NULL,
	CONSTRAINT "copy_chunks_customer_id_copy_id_number_pk" PRIMARY KEY("customer_id","copy_id","number")
);
--> statement-breakpoint
ALTER TABLE "copy_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "copy_downloads" (
	"customer_id" uuid NOT NULL,
	"copy_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"session_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"served" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "copy_downloads_customer_id_copy_id_number_pk" PRIMARY KEY("customer_id","copy_id","number")
);
--> statement-breakpoint
ALTER TABLE "copy_downloads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_known";--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_chunks" ADD CONSTRAINT "copy_chunks_of" FOREIGN KEY ("customer_id","copy_id") REFERENCES "public"."copies"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_downloads" ADD CONSTRAINT "copy_downloads_of" FOREIGN KEY ("customer_id","copy_id") REFERENCES "public"."copies"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "copies_making" ON "copies" USING btree ("customer_id") WHERE state = 'making';--> statement-breakpoint
CREATE INDEX "copies_due" ON "copies" USING btree ("due_at") WHERE state = 'making';--> statement-breakpoint
CREATE INDEX "copies_kept" ON "copies" USING btree ("kept_until") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "copies_left_over" ON "copies" USING btree ("ended_at") WHERE ended_at is not null and chunks > 0;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,automated-decisions.recorded,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,copy.asked,copy.downloaded,copy.erased,copy.failed,copy.put-off,copy.ready,copy.stopped,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.settled,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,restriction.lifted,restriction.not-found,restriction.read,restriction.set,restriction-reads.reported,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-entered,complaint-entered-late,complaint-extended,complaint-moved,complaint-file-infected,look-asked,look-urgent,look-started,look-ended,look-reviewed,look-settled,sign-in-blocked,sign-in-unblocked,sessions-ended,copy-ready,copy-failed,field-restricted,restriction-lifted,phone-changed}'));--> statement-breakpoint
CREATE POLICY "former_phones_customer" ON "former_phones" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING ("former_phones"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "guardians_customer" ON "guardians" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING ("guardians"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "copies_customer" ON "copies" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("copies"."customer_id" = arqau_current_customer()) WITH CHECK ("copies"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "copies_support" ON "copies" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("copies"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "copies_worker" ON "copies" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "copy_chunks_customer" ON "copy_chunks" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("copy_chunks"."customer_id" = arqau_current_customer()) WITH CHECK ("copy_chunks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "copy_chunks_support" ON "copy_chunks" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("copy_chunks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "copy_chunks_worker" ON "copy_chunks" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "copy_downloads_customer" ON "copy_downloads" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("copy_downloads"."customer_id" = arqau_current_customer()) WITH CHECK ("copy_downloads"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "copy_downloads_support" ON "copy_downloads" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("copy_downloads"."customer_id" = arqau_current_customer());