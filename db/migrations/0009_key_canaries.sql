CREATE TABLE "key_canaries" (
	"kind" text NOT NULL,
	"key_id" text NOT NULL,
	"canary" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "key_canaries_kind_key_id_pk" PRIMARY KEY("kind","key_id"),
	CONSTRAINT "key_canaries_kind_known" CHECK ("key_canaries"."kind" = any('{master,lookup}'))
);
--> statement-breakpoint
ALTER TABLE "key_canaries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_action_known";--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,complaint.answered,complaint.assigned,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.withdrawn,complaint.moved,consent.given,consent.refused,consent.withdrawn,customer.found,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,key-canary.placed,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sign-in.code-requested,sign-in.failed,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}'));--> statement-breakpoint
CREATE POLICY "key_canaries_worker" ON "key_canaries" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);