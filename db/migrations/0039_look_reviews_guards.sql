-- What an officer finds of a look (0038) is written whole and by four eyes, whoever writes it: not by the agent who looked,
-- and the end of an escalation not by the officer who reviewed. Reviews of earlier releases stay without a verdict.
CREATE FUNCTION arqau_check_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.verdict IS NOT NULL) <> (NEW.kind = 'reviewed')
    OR (NEW.outcome IS NOT NULL) <> (NEW.kind = 'settled')
    OR (NEW.escalation IS NOT NULL) <> (NEW.verdict IS NOT NULL AND NEW.verdict <> 'justified')
    OR (NEW.text_sealed IS NOT NULL) <> (NEW.kind IN ('reviewed', 'settled'))
    OR (NEW.locale IS NOT NULL) <> (NEW.text_sealed IS NOT NULL)
  THEN
    RAISE EXCEPTION 'a finding of a look is whole' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind IN ('reviewed', 'settled') AND (
    NEW.actor_kind <> 'staff'
    OR EXISTS (SELECT FROM looks l
      WHERE l.customer_id = NEW.customer_id AND l.id = NEW.look_id AND l.staff_id = NEW.actor_id)
    OR (NEW.kind = 'settled' AND NOT EXISTS (SELECT FROM look_steps s
      WHERE s.customer_id = NEW.customer_id AND s.look_id = NEW.look_id
        AND s.escalation IS NOT NULL AND s.actor_id <> NEW.actor_id))
  ) THEN
    RAISE EXCEPTION 'a look is judged by somebody else' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER look_steps_judged AFTER INSERT ON look_steps
  FOR EACH ROW EXECUTE FUNCTION arqau_check_finding();
