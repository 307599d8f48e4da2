-- Who asks for the scan of a file and who says what came of it (0020); the policies narrow the customer's part.
GRANT SELECT, INSERT ON attachment_scans TO arqau_customer;
--> statement-breakpoint
GRANT SELECT ON attachment_scans TO arqau_staff, arqau_support, arqau_worker;
--> statement-breakpoint
GRANT UPDATE (attempts, due_at, verdict, threat, scanner, scanned_at) ON attachment_scans TO arqau_worker;
--> statement-breakpoint
-- A verdict is written once, whoever writes it, and a scan is never taken away.
CREATE FUNCTION arqau_keep_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.verdict IS NOT NULL OR (OLD.customer_id, OLD.id) IS DISTINCT FROM (NEW.customer_id, NEW.id) THEN
    RAISE EXCEPTION 'a verdict on a file is written once' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attachment_scans_decided_once BEFORE UPDATE ON attachment_scans
  FOR EACH ROW EXECUTE FUNCTION arqau_keep_verdict();
--> statement-breakpoint
CREATE TRIGGER attachment_scans_kept BEFORE DELETE OR TRUNCATE ON attachment_scans
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
-- The files that were sent before are scanned too, once there is a scanner.
INSERT INTO attachment_scans (customer_id, id, due_at)
  SELECT customer_id, id, uploaded_at FROM complaint_attachments WHERE step_id IS NOT NULL;
