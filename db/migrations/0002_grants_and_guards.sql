-- What each role may do; the policies of 0001 say to which rows. Nothing is granted that is not named here.
GRANT USAGE ON SCHEMA public TO arqau_customer, arqau_support, arqau_staff, arqau_system, arqau_worker;
--> statement-breakpoint
CREATE SEQUENCE complaint_numbers;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE complaint_numbers TO arqau_customer;
--> statement-breakpoint
-- The customer, and the visitor at the door who is not one yet.
GRANT SELECT ON customers, customer_keys, holdings, obligations, disclosures, policy_versions TO arqau_customer;
--> statement-breakpoint
GRANT UPDATE (locale) ON customers TO arqau_customer;
--> statement-breakpoint
GRANT SELECT, INSERT ON consent_decisions, complaints, complaint_steps, audit_log TO arqau_customer;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON rate_limits TO arqau_customer;
--> statement-breakpoint
GRANT SELECT, INSERT ON sessions, sign_in_codes, complaint_attachments TO arqau_customer;
--> statement-breakpoint
GRANT UPDATE (last_seen_at, verified_at, ended_at, gpc) ON sessions TO arqau_customer;
--> statement-breakpoint
GRANT UPDATE (tries_left, used_at) ON sign_in_codes TO arqau_customer;
--> statement-breakpoint
GRANT UPDATE (step_id), DELETE ON complaint_attachments TO arqau_customer;
--> statement-breakpoint
GRANT INSERT ON messages, events TO arqau_customer;
--> statement-breakpoint
GRANT SELECT, INSERT ON dismissed_suggestions TO arqau_customer;
--> statement-breakpoint
-- Support looks, and writes down that it looked; nothing else.
GRANT SELECT ON customers, customer_keys, sessions, holdings, obligations, consent_decisions, disclosures,
  complaints, complaint_steps, complaint_attachments, policy_versions TO arqau_support;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_log TO arqau_support;
--> statement-breakpoint
-- The desks.
GRANT SELECT ON customers, customer_keys, consent_decisions, disclosures, complaints, complaint_steps,
  complaint_attachments, audit_log, policy_versions TO arqau_staff;
--> statement-breakpoint
GRANT INSERT ON complaint_steps, audit_log, messages, events, policy_versions TO arqau_staff;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON rate_limits TO arqau_staff;
--> statement-breakpoint
-- The bank's systems feed customers, holdings, obligations, disclosures and decisions taken elsewhere.
GRANT SELECT ON customers, customer_keys, holdings, obligations, consent_decisions, disclosures, policy_versions TO arqau_system;
--> statement-breakpoint
GRANT INSERT ON customers, customer_keys, holdings, obligations, consent_decisions, disclosures, audit_log, events TO arqau_system;
--> statement-breakpoint
GRANT UPDATE ON holdings, obligations TO arqau_system;
--> statement-breakpoint
GRANT DELETE ON holdings TO arqau_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON rate_limits TO arqau_system;
--> statement-breakpoint
-- The worker sends, expires and publishes.
GRANT SELECT ON customers, customer_keys, sessions, sign_in_codes, rate_limits, messages, events, complaints,
  complaint_steps, complaint_attachments, policy_versions TO arqau_worker;
--> statement-breakpoint
GRANT INSERT ON audit_log, events, policy_versions, complaint_steps TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (state, to_sealed, params_sealed, attempts, due_at, sent_at) ON messages TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (ended_at) ON sessions TO arqau_worker;
--> statement-breakpoint
GRANT DELETE ON sign_in_codes, rate_limits, complaint_attachments TO arqau_worker;
--> statement-breakpoint
-- Append-only: no role, not even the owner, changes or removes what was written.
CREATE FUNCTION arqau_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['consent_decisions', 'disclosures', 'complaint_steps', 'audit_log', 'events', 'policy_versions'] LOOP
    EXECUTE format(
      'CREATE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %1$I
         FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change()', name);
  END LOOP;
END $$;
