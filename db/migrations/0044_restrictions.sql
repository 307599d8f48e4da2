CREATE TABLE "restriction_reads" (
	"customer_id" uuid NOT NULL,
	"field" text NOT NULL,
	"day" date NOT NULL,
	"system_id" text NOT NULL,
	"purpose" text NOT NULL,
	"ground" text NOT NULL,
	"count" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "restriction_reads_pk" PRIMARY KEY("customer_id","field","day","system_id","purpose","ground"),
	CONSTRAINT "restriction_reads_some" CHECK ("restriction_reads"."count" > 0),
	CONSTRAINT "restriction_reads_ground_known" CHECK ("restriction_reads"."ground" = any('{court,law,contract,archive,none}'))
);
--> statement-breakpoint
ALTER TABLE "restriction_reads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "restriction_reports" (
	"system_id" text NOT NULL,
	"day" date NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "restriction_reports_system_id_day_pk" PRIMARY KEY("system_id","day")
);
--> statement-breakpoint
ALTER TABLE "restriction_reports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "restrictions" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"field" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"allowed" text[] NOT NULL,
	"evidence_sealed" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	CONSTRAINT "restrictions_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "restrictions_field" UNIQUE("customer_id","field","number"),
	CONSTRAINT "restrictions_lifted" CHECK ("restrictions"."kind" = 'set' or "restrictions"."allowed" = '{}'),
	CONSTRAINT "restrictions_kind_known" CHECK ("restrictions"."kind" = any('{set,lifted}')),
	CONSTRAINT "restrictions_reason_known" CHECK ("restrictions"."reason" = any('{customer-demanded,breach-alleged,customer-asked,breach-not-confirmed,set-by-mistake}')),
	CONSTRAINT "restrictions_allowed_known" CHECK ("restrictions"."allowed" <@ '{court,law,contract,archive}'),
	CONSTRAINT "restrictions_actor_kind_known" CHECK ("restrictions"."actor_kind" = any('{staff,system}'))
);
--> statement-breakpoint
ALTER TABLE "restrictions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "trace_counts" DROP CONSTRAINT "trace_counts_action_known";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_type_known";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_known";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_types_known";--> statement-breakpoint
ALTER TABLE "system_keys" DROP CONSTRAINT "system_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "restriction_reads" ADD CONSTRAINT "restriction_reads_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restriction_reads" ADD CONSTRAINT "restriction_reads_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restriction_reports" ADD CONSTRAINT "restriction_reports_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restrictions" ADD CONSTRAINT "restrictions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,automated-decisions.recorded,complaint.answered,complaint.assigned,complaint.entered,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.text-overtaken,complaint.text-recalled,complaint.text-sent,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,contact.closed,contact.taken,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.settled,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,restriction.lifted,restriction.not-found,restriction.read,restriction.set,restriction-reads.reported,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "trace_counts" ADD CONSTRAINT "trace_counts_action_known" CHECK ("trace_counts"."action" = any('{complaint.not-found,look.not-found,measure.not-found,restriction.not-found,sign-in.code-requested,sign-in.failed,staff.refused}'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_type_known" CHECK ("events"."type" = any('{consent.decided,consent.expired,complaint.filed,complaint.moved,look.asked,look.started,look.ended,restriction.set,restriction.lifted}'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-entered,complaint-entered-late,complaint-extended,complaint-moved,complaint-file-infected,look-asked,look-urgent,look-started,look-ended,look-reviewed,look-settled,sign-in-blocked,sign-in-unblocked,sessions-ended,field-restricted,restriction-lifted,phone-changed}'));--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_types_known" CHECK ("subscriptions"."types" <@ '{consent.decided,consent.expired,complaint.filed,complaint.moved,look.asked,look.started,look.ended,restriction.set,restriction.lifted}');--> statement-breakpoint
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_scopes_known" CHECK ("system_keys"."scopes" <@ '{automated-decisions:record,complaints:enter,consents:check,consents:decide,customers:register,deliveries:confirm,disclosures:record,events:read,guardians:end,guardians:register,holdings:put,imports:send,measures:take,restrictions:check,restrictions:put,restrictions:report,state-service:ask,state-service:withdraw}');--> statement-breakpoint
CREATE POLICY "restriction_reads_customer" ON "restriction_reads" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING ("restriction_reads"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "restriction_reads_support" ON "restriction_reads" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("restriction_reads"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "restriction_reads_system" ON "restriction_reads" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "restriction_reports_customer" ON "restriction_reports" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING (true);--> statement-breakpoint
CREATE POLICY "restriction_reports_staff" ON "restriction_reports" AS PERMISSIVE FOR SELECT TO "arqau_staff" USING (true);--> statement-breakpoint
CREATE POLICY "restriction_reports_support" ON "restriction_reports" AS PERMISSIVE FOR SELECT TO "arqau_support" USING (true);--> statement-breakpoint
CREATE POLICY "restriction_reports_system" ON "restriction_reports" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "restrictions_customer" ON "restrictions" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING ("restrictions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "restrictions_support" ON "restrictions" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("restrictions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "restrictions_staff" ON "restrictions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK ("restrictions"."actor_kind" = 'staff');--> statement-breakpoint
CREATE POLICY "restrictions_system" ON "restrictions" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK ("restrictions"."actor_kind" = 'system');--> statement-breakpoint
CREATE POLICY "restrictions_worker" ON "restrictions" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);