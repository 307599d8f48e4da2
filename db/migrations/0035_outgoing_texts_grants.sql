-- What each role may do with what 0034 adds. Customers and looks may nothing: a text that has not left is not theirs to read.
GRANT SELECT, INSERT, UPDATE (waits) ON outgoing_texts TO arqau_staff;
--> statement-breakpoint
GRANT SELECT ON outgoing_texts TO arqau_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON outgoing_text_ends TO arqau_staff;
--> statement-breakpoint
-- A text ends its waiting once, whoever says so, and stays as it was written.
CREATE FUNCTION arqau_end_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT OLD.waits OR NEW.waits OR to_jsonb(OLD) - 'waits' <> to_jsonb(NEW) - 'waits' THEN
    RAISE EXCEPTION 'an outgoing text ends its waiting once and never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER outgoing_texts_end_once BEFORE UPDATE ON outgoing_texts
  FOR EACH ROW EXECUTE FUNCTION arqau_end_waiting();
--> statement-breakpoint
CREATE TRIGGER outgoing_texts_kept BEFORE DELETE OR TRUNCATE ON outgoing_texts
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER outgoing_text_ends_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outgoing_text_ends
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
