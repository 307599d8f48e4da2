-- Numbers of requests, as complaints have theirs (0002).
CREATE SEQUENCE request_numbers;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE request_numbers TO arqau_customer, arqau_staff;
--> statement-breakpoint
-- What came of each part of a request is written with the bank's text, and never changed.
GRANT SELECT, INSERT ON case_outcomes TO arqau_staff;
--> statement-breakpoint
GRANT SELECT ON case_outcomes TO arqau_customer, arqau_support;
--> statement-breakpoint
CREATE TRIGGER case_outcomes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_outcomes
  FOR EACH STATEMENT EXECUTE FUNCTION arqau_refuse_change();
