-- What each role may do with the tables of 0041. Nothing is granted that is not named here.
-- The bank's systems tell what their programs decided; a line is compared with what they told before.
GRANT SELECT, INSERT ON automated_decisions, automated_decision_factors TO arqau_system;
--> statement-breakpoint
-- The customer reads the decisions about them and why.
GRANT SELECT ON automated_decisions, automated_decision_factors TO arqau_customer;
--> statement-breakpoint
-- The desks and a look at complaints read which decision an objection is about, and not what weighed in it.
GRANT SELECT ON automated_decisions TO arqau_staff, arqau_support;
--> statement-breakpoint
-- Append-only: no role, not even the owner, changes or removes what was written.
CREATE TRIGGER automated_decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON automated_decisions
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
--> statement-breakpoint
CREATE TRIGGER automated_decision_factors_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON automated_decision_factors
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
