-- What each role may do with what 0036 adds. Nothing is granted that is not named here.
-- The desks, and systems, enter a complaint that came by letter, by phone or at a branch.
GRANT INSERT ON complaints TO arqau_staff;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE complaint_numbers TO arqau_staff, arqau_system;
--> statement-breakpoint
GRANT INSERT ON complaints, complaint_steps TO arqau_system;
--> statement-breakpoint
-- A system reads what tells a repeat from another complaint under the same id.
GRANT SELECT (customer_id, id, reference, kind, about_kind, about_id, channel, locale, received_at, due_on)
  ON complaints TO arqau_system;
--> statement-breakpoint
GRANT SELECT (customer_id, complaint_id, id, number, text_sealed, actor_kind) ON complaint_steps TO arqau_system;
--> statement-breakpoint
-- The desks take contacts and close them; the customer reads their own, also in a look, and the worker writes down looks.
CREATE SEQUENCE contact_numbers;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE contact_numbers TO arqau_staff;
--> statement-breakpoint
GRANT SELECT, INSERT ON contacts, contact_closings TO arqau_staff;
--> statement-breakpoint
GRANT SELECT ON contacts TO arqau_customer, arqau_support, arqau_worker;
--> statement-breakpoint
-- Append-only: no role, not even the owner, changes or removes what was written.
CREATE TRIGGER contacts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contacts
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER contact_closings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contact_closings
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
