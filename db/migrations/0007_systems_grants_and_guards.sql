-- What each role may do with the tables of 0006. Nothing is granted that is not named here.
-- The customer, and who looks with their leave, see which systems heard of a decision and which obey it.
GRANT SELECT ON systems, deliveries TO arqau_customer, arqau_support;
--> statement-breakpoint
-- The desks: administrators keep systems, keys and subscriptions; officers watch and resend.
GRANT SELECT, INSERT ON systems, system_keys, subscriptions TO arqau_staff;
--> statement-breakpoint
GRANT UPDATE (name) ON systems TO arqau_staff;
--> statement-breakpoint
GRANT UPDATE (revoked_at, revoked_by) ON system_keys TO arqau_staff;
--> statement-breakpoint
GRANT UPDATE (url, types, consents, state, state_reason, secret_wrapped, former_secret_wrapped, former_secret_until, made_up_to) ON subscriptions TO arqau_staff;
--> statement-breakpoint
GRANT SELECT ON events, deliveries TO arqau_staff;
--> statement-breakpoint
-- The bank's systems: their key is looked up, their writes remembered, their lines imported, their word taken.
GRANT SELECT ON systems, system_keys, events, deliveries TO arqau_system;
--> statement-breakpoint
GRANT UPDATE (last_used_at) ON system_keys TO arqau_system;
--> statement-breakpoint
GRANT UPDATE (confirmed_at) ON deliveries TO arqau_system;
--> statement-breakpoint
GRANT SELECT, INSERT ON answered_requests, imports, import_chunks, import_faults, state_applications TO arqau_system;
--> statement-breakpoint
GRANT UPDATE ON imports, import_chunks TO arqau_system;
--> statement-breakpoint
-- The worker gives events their place, makes deliveries of them and sends these; runs imports; answers the state service.
GRANT SELECT ON systems, subscriptions, consent_decisions, imports, import_chunks, state_applications TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (position) ON events TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (made_up_to, state, state_reason) ON subscriptions TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON deliveries TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (state, attempts, due_at, sent_at, confirmed_at, last_status, last_fault) ON deliveries TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE ON imports, import_chunks TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (answered_at, attempts, due_at) ON state_applications TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON answered_requests TO arqau_worker;
--> statement-breakpoint
-- An event's place in the feed is written once; nothing else of an event is ever changed, not even by the owner.
DROP TRIGGER events_append_only ON events;
--> statement-breakpoint
CREATE FUNCTION arqau_place_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  placed events := OLD;
BEGIN
  placed.position := NEW.position;
  IF OLD.position IS NOT NULL OR NEW.position IS NULL OR NEW IS DISTINCT FROM placed THEN
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_placed_once BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION arqau_place_event();
--> statement-breakpoint
CREATE TRIGGER events_append_only BEFORE DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER import_faults_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON import_faults
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
