-- The database refuses codes that the program does not know: none is ever read as another. The lists are those of
-- `db/schema`; a code that is added there comes with a migration that drops its check and adds it with the longer list.
--
-- Locks: each statement keeps everyone from its table while it reads it once, all rows of it against all its checks,
-- and the migrations keep their locks until the last is done. `audit_log`, `holdings`, `disclosures`,
-- `consent_decisions`, `events` and `deliveries` are the ones that grow, so a large database is migrated while few use it.
-- Rows are neither changed nor removed, so triggers and policies stay as they are.
--
-- Each list is one constant: the server reads a table's checks anew for every statement that writes to it, and a list of
-- single words cost 0.1 ms more for `audit_log` alone (Postgres 18).
--
-- `entrance` is what `staff-sign-in` was called in the log: rows there are never changed, so both words stand.
ALTER TABLE "audit_log"
  ADD CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" = any('{attachment.opened,attachment.refused,attachment.removed,attachment.uploaded,complaint.answered,complaint.assigned,complaint.extended,complaint.filed,complaint.message-sent,complaint.not-found,complaint.noted,complaint.opened,complaint.registered,complaint.reminded,complaint.taken-in-review,complaint.withdrawn,complaint.moved,consent.given,consent.refused,consent.withdrawn,customer.found,customer.registered,customer.searched,delivery.confirmed,delivery.failed,disclosures.recorded,guardian.ended,guardian.registered,holding.revealed,holdings.put,import.cut-off,import.failed,import.received,import.run,import.started,look.approved,look.asked,look.code-shown,look.ended,look.expired,look.granted,look.not-found,look.page-opened,look.page-refused,look.refused,look.reviewed,look.started,look.value-opened,look.withdrawn,message.sent,message.failed,message.void,obligation.put,policy.published,profile.locale-changed,session.ended,session.gpc-noticed,session.started,sign-in.code-requested,sign-in.failed,staff.refused,staff.signed-in,staff.signed-out,state-application.answered,state-application.taken,state-consent.asked,step-up.code-requested,step-up.confirmed,subscription.added,subscription.changed,subscription.disabled,subscription.paused,subscription.removed,subscription.resent,subscription.resumed,subscription.secret-rotated,suggestion.dismissed,system.added,system.renamed,system-key.issued,system-key.revoked,upkeep.purged}')),
  ADD CONSTRAINT "audit_log_actor_kind_known" CHECK ("audit_log"."actor_kind" = any('{visitor,customer,staff,support,staff-sign-in,system,key-check,worker,entrance}'));
--> statement-breakpoint
ALTER TABLE "complaint_attachments"
  ADD CONSTRAINT "complaint_attachments_media_type_known" CHECK ("complaint_attachments"."media_type" = any('{application/pdf,image/png,image/jpeg,image/webp,image/heic,text/plain}'));
--> statement-breakpoint
ALTER TABLE "complaint_reminders"
  ADD CONSTRAINT "complaint_reminders_share_known" CHECK ("complaint_reminders"."share" = any('{50,80,95,100}'));
--> statement-breakpoint
ALTER TABLE "complaint_steps"
  ADD CONSTRAINT "complaint_steps_kind_known" CHECK ("complaint_steps"."kind" = any('{received,registered,in-review,waiting-customer,answered,negotiation,withdrawn,closed,court,message,extended}')),
  ADD CONSTRAINT "complaint_steps_state_known" CHECK ("complaint_steps"."state" = any('{received,registered,in-review,waiting-customer,answered,negotiation,withdrawn,closed,court}')),
  ADD CONSTRAINT "complaint_steps_side_known" CHECK ("complaint_steps"."side" = any('{customer,bank,portal}')),
  ADD CONSTRAINT "complaint_steps_actor_kind_known" CHECK ("complaint_steps"."actor_kind" = any('{visitor,customer,staff,support,staff-sign-in,system,key-check,worker}'));
--> statement-breakpoint
ALTER TABLE "complaints"
  ADD CONSTRAINT "complaints_kind_known" CHECK ("complaints"."kind" = any('{ordinary,unauthorised-use}')),
  ADD CONSTRAINT "complaints_about_kind_known" CHECK ("complaints"."about_kind" = any('{field,consent,recipient,look}')),
  ADD CONSTRAINT "complaints_locale_known" CHECK ("complaints"."locale" = any('{kk,ru,en}'));
--> statement-breakpoint
ALTER TABLE "consent_decisions"
  ADD CONSTRAINT "consent_decisions_outcome_known" CHECK ("consent_decisions"."outcome" = any('{given,refused,withdrawn}')),
  ADD CONSTRAINT "consent_decisions_channel_known" CHECK ("consent_decisions"."channel" = any('{app,branch,phone,portal,gpc,state-service}')),
  ADD CONSTRAINT "consent_decisions_locale_known" CHECK ("consent_decisions"."locale" = any('{kk,ru,en}')),
  ADD CONSTRAINT "consent_decisions_actor_kind_known" CHECK ("consent_decisions"."actor_kind" = any('{visitor,customer,staff,support,staff-sign-in,system,key-check,worker}'));
--> statement-breakpoint
ALTER TABLE "holdings"
  ADD CONSTRAINT "holdings_obtained_via_known" CHECK ("holdings"."obtained_via" = any('{account-opening,app,transfer,branch,partner,registry}'));
--> statement-breakpoint
ALTER TABLE "obligations"
  ADD CONSTRAINT "obligations_kind_known" CHECK ("obligations"."kind" = any('{loan}'));
--> statement-breakpoint
ALTER TABLE "customers"
  ADD CONSTRAINT "customers_locale_known" CHECK ("customers"."locale" = any('{kk,ru,en}'));
--> statement-breakpoint
ALTER TABLE "messages"
  ADD CONSTRAINT "messages_kind_known" CHECK ("messages"."kind" = any('{sign-in-code,step-up-code,complaint-answered,complaint-extended,complaint-moved,look-asked,look-urgent,look-started,look-ended}')),
  ADD CONSTRAINT "messages_channel_known" CHECK ("messages"."channel" = any('{sms,email}')),
  ADD CONSTRAINT "messages_state_known" CHECK ("messages"."state" = any('{due,sent,failed,void}')),
  ADD CONSTRAINT "messages_locale_known" CHECK ("messages"."locale" = any('{kk,ru,en}'));
--> statement-breakpoint
ALTER TABLE "import_chunks"
  ADD CONSTRAINT "import_chunks_state_known" CHECK ("import_chunks"."state" = any('{due,done,dropped}'));
--> statement-breakpoint
ALTER TABLE "imports"
  ADD CONSTRAINT "imports_state_known" CHECK ("imports"."state" = any('{receiving,running,done,cut-off,failed}'));
--> statement-breakpoint
ALTER TABLE "dismissed_suggestions"
  ADD CONSTRAINT "dismissed_suggestions_suggestion_known" CHECK ("dismissed_suggestions"."suggestion" = any('{marketing-all,location-unused,sessions-open,email-missing,third-party-data}'));
--> statement-breakpoint
ALTER TABLE "disclosures"
  ADD CONSTRAINT "disclosures_basis_known" CHECK ("disclosures"."basis" = any('{contract,law,consent}'));
--> statement-breakpoint
ALTER TABLE "staff"
  ADD CONSTRAINT "staff_role_known" CHECK ("staff"."role" = any('{officer,supervisor,agent,administrator}'));
--> statement-breakpoint
ALTER TABLE "look_steps"
  ADD CONSTRAINT "look_steps_kind_known" CHECK ("look_steps"."kind" = any('{asked,approved,granted,refused,withdrawn,expired,started,ended,reviewed}')),
  ADD CONSTRAINT "look_steps_actor_kind_known" CHECK ("look_steps"."actor_kind" = any('{visitor,customer,staff,support,staff-sign-in,system,key-check,worker}'));
--> statement-breakpoint
ALTER TABLE "looks"
  ADD CONSTRAINT "looks_staff_role_known" CHECK ("looks"."staff_role" = any('{officer,supervisor,agent,administrator}')),
  ADD CONSTRAINT "looks_kind_known" CHECK ("looks"."kind" = any('{leave,break-glass}')),
  ADD CONSTRAINT "looks_reason_known" CHECK ("looks"."reason" = any('{check-complaint,explain-page,wrong-data,portal-fault}')),
  ADD CONSTRAINT "looks_pages_known" CHECK ("looks"."pages" <@ '{overview,data,consents,recipients,complaints,activity,settings}');
--> statement-breakpoint
ALTER TABLE "searches"
  ADD CONSTRAINT "searches_by_known" CHECK ("searches"."by" = any('{reference,iin,phone}'));
--> statement-breakpoint
ALTER TABLE "deliveries"
  ADD CONSTRAINT "deliveries_state_known" CHECK ("deliveries"."state" = any('{due,sent,failed}')),
  ADD CONSTRAINT "deliveries_last_fault_known" CHECK ("deliveries"."last_fault" = any('{address-refused,name-unknown,unreachable,tls,timeout,cut-off}'));
--> statement-breakpoint
ALTER TABLE "events"
  ADD CONSTRAINT "events_type_known" CHECK ("events"."type" = any('{consent.decided,complaint.filed,complaint.moved,look.asked,look.started,look.ended}'));
--> statement-breakpoint
ALTER TABLE "state_applications"
  ADD CONSTRAINT "state_applications_outcome_known" CHECK ("state_applications"."outcome" = any('{withdrawn,already-off,obliged,unknown-customer,unknown-consent}'));
--> statement-breakpoint
ALTER TABLE "subscriptions"
  ADD CONSTRAINT "subscriptions_types_known" CHECK ("subscriptions"."types" <@ '{consent.decided,complaint.filed,complaint.moved,look.asked,look.started,look.ended}'),
  ADD CONSTRAINT "subscriptions_state_known" CHECK ("subscriptions"."state" = any('{active,paused,disabled}')),
  ADD CONSTRAINT "subscriptions_state_reason_known" CHECK ("subscriptions"."state_reason" = any('{gone,staff}'));
--> statement-breakpoint
ALTER TABLE "system_keys"
  ADD CONSTRAINT "system_keys_scopes_known" CHECK ("system_keys"."scopes" <@ '{consents:check,consents:decide,customers:register,deliveries:confirm,disclosures:record,events:read,guardians:end,guardians:register,holdings:put,imports:send,state-service:ask,state-service:withdraw}');
