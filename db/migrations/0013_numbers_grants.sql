-- What the bank's systems may do when they give a customer another number (0012). Nothing is granted that is not named here.
GRANT SELECT, INSERT ON former_phones TO arqau_system;
--> statement-breakpoint
GRANT UPDATE (phone_hash, phone_sealed, phone_since) ON customers TO arqau_system;
--> statement-breakpoint
-- Sessions and codes end by it, and messages with codes; of each a system may read what says which ones.
GRANT SELECT (customer_id, ended_at), UPDATE (ended_at) ON sessions TO arqau_system;
--> statement-breakpoint
GRANT SELECT (phone_hash, expires_at), UPDATE (expires_at, used_at) ON sign_in_codes TO arqau_system;
--> statement-breakpoint
GRANT SELECT (customer_id, state, to_sealed), UPDATE (state, to_sealed, params_sealed) ON messages TO arqau_system;
--> statement-breakpoint
GRANT INSERT ON messages TO arqau_system;
--> statement-breakpoint
CREATE TRIGGER former_phones_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON former_phones
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
