CREATE TABLE "former_secrets" (
	"subscription_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"secret_wrapped" "bytea" NOT NULL,
	"signs_until" timestamp with time zone NOT NULL,
	CONSTRAINT "former_secrets_subscription_id_id_pk" PRIMARY KEY("subscription_id","id")
);
--> statement-breakpoint
ALTER TABLE "former_secrets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_state_known";--> statement-breakpoint
DROP INDEX "deliveries_in_order";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "ordered_by" text;--> statement-breakpoint
-- Deliveries there are keep the order of their consent, or of what else they are about.
UPDATE "deliveries" d SET "ordered_by" = coalesce((
  SELECT c."consent" FROM "events" e JOIN "consent_decisions" c ON c."customer_id" = e."customer_id"
    AND c."id" = CASE WHEN e."type" IN ('consent.decided', 'consent.expired') THEN e."object_id"::uuid END
  WHERE e."customer_id" = d."customer_id" AND e."id" = d."event_id"), d."object_id");--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "ordered_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "live_since" timestamp with time zone;--> statement-breakpoint
-- Those there are have been told of events, or would have been.
UPDATE "subscriptions" SET "live_since" = "created_at";--> statement-breakpoint
INSERT INTO "former_secrets" ("subscription_id", "id", "secret_wrapped", "signs_until")
  SELECT "id", gen_random_uuid(), "former_secret_wrapped", "former_secret_until" FROM "subscriptions"
  WHERE "former_secret_wrapped" IS NOT NULL AND "former_secret_until" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" DROP COLUMN "former_secret_wrapped";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP COLUMN "former_secret_until";--> statement-breakpoint
ALTER TABLE "systems" ADD COLUMN "recipient" text;--> statement-breakpoint
ALTER TABLE "former_secrets" ADD CONSTRAINT "former_secrets_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_in_order" ON "deliveries" USING btree ("customer_id","subscription_id","ordered_by","position") WHERE state = 'due';--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.cleared,attachment.infected,attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,attachment.withheld,complaint.answered,complaint.assigned,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.withdrawn,complaint.moved,consent.ended,consent.expired,consent.given,consent.refused,consent.withdrawn,customer.found,customer.phone-changed,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,keys.rehashed,keys.rewrapped,look.acknowledged,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.value-refused,look.withdrawn,measure.asked,measure.declined,measure.not-found,measure.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sessions.ended,sign-in.blocked,sign-in.code-requested,sign-in.failed,sign-in.refused,sign-in.unblocked,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,subscription.secret-stopped,subscription.tested,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_state_known" CHECK ("subscriptions"."state" = any('{draft,active,paused,disabled}'));--> statement-breakpoint
CREATE POLICY "former_secrets_staff" ON "former_secrets" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "former_secrets_worker" ON "former_secrets" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);