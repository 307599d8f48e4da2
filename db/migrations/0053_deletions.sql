CREATE TABLE "certificate_lines" (
	"customer_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"field" text NOT NULL,
	"fate" text NOT NULL,
	"grounds" text[] NOT NULL,
	"reason" text,
	"until" date,
	"quantity" integer,
	CONSTRAINT "certificate_lines_customer_id_case_id_number_pk" PRIMARY KEY("customer_id","case_id","number"),
	CONSTRAINT "certificate_lines_why" CHECK (("certificate_lines"."fate" = 'refused') = ("certificate_lines"."reason" is not null)),
	CONSTRAINT "certificate_lines_fate_known" CHECK ("certificate_lines"."fate" = any('{refused,kept,erased}')),
	CONSTRAINT "certificate_lines_grounds_known" CHECK ("certificate_lines"."grounds" <@ '{contract,law}'),
	CONSTRAINT "certificate_lines_reason_known" CHECK ("certificate_lines"."reason" = any('{legal-obligation,contract,legal-claims,third-party-rights,identity-unverified,unfounded,impossible}'))
);
--> statement-breakpoint
ALTER TABLE "certificate_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "certificates" (
	"customer_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"backups_until" date,
	CONSTRAINT "certificates_customer_id_case_id_pk" PRIMARY KEY("customer_id","case_id"),
	CONSTRAINT "certificates_reference" UNIQUE("customer_id","reference")
);
--> statement-breakpoint
ALTER TABLE "certificates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deletion_fates" (
	"customer_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"field" text NOT NULL,
	"fate" text NOT NULL,
	"grounds" text[] NOT NULL,
	"until" date,
	CONSTRAINT "deletion_fates_customer_id_case_id_field_pk" PRIMARY KEY("customer_id","case_id","field"),
	CONSTRAINT "deletion_fates_why" CHECK (("deletion_fates"."fate" = 'kept') = ("deletion_fates"."grounds" <> '{}')),
	CONSTRAINT "deletion_fates_fate_known" CHECK ("deletion_fates"."fate" = any('{kept,erased}')),
	CONSTRAINT "deletion_fates_grounds_known" CHECK ("deletion_fates"."grounds" <@ '{contract,law}')
);
--> statement-breakpoint
ALTER TABLE "deletion_fates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deletion_steps" (
	"customer_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"proposed_by" text NOT NULL,
	"staff_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "deletion_steps_customer_id_case_id_number_pk" PRIMARY KEY("customer_id","case_id","number"),
	CONSTRAINT "deletion_steps_kind_known" CHECK ("deletion_steps"."kind" = any('{proposed,declined,approved}')),
	CONSTRAINT "deletion_steps_four_eyes" CHECK (case "deletion_steps"."kind" when 'proposed' then "deletion_steps"."staff_id" = "deletion_steps"."proposed_by" when 'approved' then "deletion_steps"."staff_id" <> "deletion_steps"."proposed_by" else true end)
);
--> statement-breakpoint
ALTER TABLE "deletion_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deletions" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"fields" text[] NOT NULL,
	"staff_id" text NOT NULL,
	"role" text NOT NULL,
	"session_id" uuid NOT NULL,
	"approved_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	"end" text,
	CONSTRAINT "deletions_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "deletions_ended" CHECK (("deletions"."ended_at" is null) = ("deletions"."end" is null)),
	CONSTRAINT "deletions_role_known" CHECK ("deletions"."role" = any('{officer,supervisor,agent,administrator}')),
	CONSTRAINT "deletions_end_known" CHECK ("deletions"."end" = any('{carried-out,overtaken}'))
);
--> statement-breakpoint
ALTER TABLE "deletions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tombstones" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"field" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"replaced" boolean DEFAULT false NOT NULL,
	CONSTRAINT "tombstones_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "tombstones" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "restrictions" DROP CONSTRAINT "restrictions_reason_known";--> statement-breakpoint
ALTER TABLE "certificate_lines" ADD CONSTRAINT "certificate_lines_of" FOREIGN KEY ("customer_id","case_id") REFERENCES "public"."certificates"("customer_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_of" FOREIGN KEY ("customer_id","case_id") REFERENCES "public"."cases"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_fates" ADD CONSTRAINT "deletion_fates_of" FOREIGN KEY ("customer_id","case_id") REFERENCES "public"."cases"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_steps" ADD CONSTRAINT "deletion_steps_of" FOREIGN KEY ("customer_id","case_id") REFERENCES "public"."cases"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletions" ADD CONSTRAINT "deletions_of" FOREIGN KEY ("customer_id","id") REFERENCES "public"."cases"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tombstones" ADD CONSTRAINT "tombstones_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deletions_due" ON "deletions" USING btree ("due_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "tombstones_field" ON "tombstones" USING btree ("customer_id","field");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,automated-decisions.recorded,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,copy.asked,copy.downloaded,copy.erased,copy.failed,copy.put-off,copy.ready,copy.stopped,customer.found,customer.phone-changed,customer.registered,customer.searched,deletion.approved,deletion.carried-out,deletion.declined,deletion.overtaken,deletion.proposed,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.corrected,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.settled,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,request.answered,request.assigned,request.entered,request.extended,request.filed,request.message-sent,request.moved,request.not-found,request.noted,request.opened,request.reminded,request.taken-in-review,request.tasked,request.text-overtaken,request.text-recalled,request.text-sent,request.withdrawn,restriction.lifted,restriction.not-found,restriction.read,restriction.set,restriction-reads.reported,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,task.answered,task.not-found,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "restrictions" ADD CONSTRAINT "restrictions_reason_known" CHECK ("restrictions"."reason" = any('{customer-demanded,breach-alleged,customer-asked,breach-not-confirmed,set-by-mistake,erased}'));--> statement-breakpoint
CREATE POLICY "holdings_staff_erase" ON "holdings" AS PERMISSIVE FOR DELETE TO "arqau_staff" USING (("holdings"."customer_id" = arqau_current_customer() and exists (select from deletions where deletions.customer_id = "holdings"."customer_id" and deletions.ended_at is null and "holdings"."field" = any(deletions.fields))));--> statement-breakpoint
CREATE POLICY "case_changes_staff" ON "case_changes" AS PERMISSIVE FOR SELECT TO "arqau_staff" USING (("case_changes"."customer_id" = arqau_current_customer() and exists (select from deletions where deletions.customer_id = "case_changes"."customer_id" and deletions.ended_at is null and "case_changes"."field" = any(deletions.fields))));--> statement-breakpoint
CREATE POLICY "case_changes_staff_erase" ON "case_changes" AS PERMISSIVE FOR DELETE TO "arqau_staff" USING (("case_changes"."customer_id" = arqau_current_customer() and exists (select from deletions where deletions.customer_id = "case_changes"."customer_id" and deletions.ended_at is null and "case_changes"."field" = any(deletions.fields))));--> statement-breakpoint
CREATE POLICY "certificate_lines_customer" ON "certificate_lines" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("certificate_lines"."customer_id" = arqau_current_customer()) WITH CHECK ("certificate_lines"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "certificate_lines_support" ON "certificate_lines" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("certificate_lines"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "certificate_lines_staff" ON "certificate_lines" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "certificates_customer" ON "certificates" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("certificates"."customer_id" = arqau_current_customer()) WITH CHECK ("certificates"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "certificates_support" ON "certificates" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("certificates"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "certificates_staff" ON "certificates" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deletion_fates_customer" ON "deletion_fates" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("deletion_fates"."customer_id" = arqau_current_customer()) WITH CHECK ("deletion_fates"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "deletion_fates_support" ON "deletion_fates" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("deletion_fates"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "deletion_fates_staff" ON "deletion_fates" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deletion_steps_staff" ON "deletion_steps" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deletions_staff" ON "deletions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deletions_system" ON "deletions" AS PERMISSIVE FOR SELECT TO "arqau_system" USING (true);--> statement-breakpoint
CREATE POLICY "deletions_worker" ON "deletions" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tombstones_staff" ON "tombstones" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tombstones_system" ON "tombstones" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK ("tombstones"."replaced");--> statement-breakpoint
ALTER POLICY "holdings_staff" ON "holdings" TO arqau_staff USING ("holdings"."field" = 'full-name' or ("holdings"."customer_id" = arqau_current_customer() and exists (select from deletions where deletions.customer_id = "holdings"."customer_id" and deletions.ended_at is null and "holdings"."field" = any(deletions.fields))));