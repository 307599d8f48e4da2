-- The planner keeps samples of what it has analysed, and of an erased row until the next ANALYZE: so of no key, no hash and no
-- sealed value (decision 039). Of each such column that a later table has, its migration says the same.
ALTER TABLE answered_requests ALTER request_hash SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE audit_log ALTER detail SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE complaint_attachments ALTER name_sealed SET STATISTICS 0, ALTER content_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE complaint_notes ALTER text_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE complaint_steps ALTER text_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE complaints ALTER subject_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE contacts ALTER note_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE customer_keys ALTER wrapped_key SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE customers ALTER iin_hash SET STATISTICS 0, ALTER iin_sealed SET STATISTICS 0, ALTER iin_claim SET STATISTICS 0,
  ALTER phone_hash SET STATISTICS 0, ALTER phone_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE disclosures ALTER to_name_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE former_phones ALTER phone_hash SET STATISTICS 0, ALTER phone_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE former_secrets ALTER secret_wrapped SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE holdings ALTER value_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE import_chunks ALTER content_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE imports ALTER key_wrapped SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE key_canaries ALTER canary SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE look_steps ALTER text_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE looks ALTER text_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE measures ALTER note_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE messages ALTER to_sealed SET STATISTICS 0, ALTER params_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE obligations ALTER contract_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE outgoing_texts ALTER text_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE rate_limits ALTER key_hash SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE sessions ALTER address_sealed SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE sign_in_codes ALTER browser_hash SET STATISTICS 0, ALTER phone_hash SET STATISTICS 0, ALTER code_hash SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE staff ALTER iin_hash SET STATISTICS 0, ALTER iin_hash_other SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE subscriptions ALTER secret_wrapped SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE system_keys ALTER secret_hash SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE trace_counts ALTER source SET STATISTICS 0;
--> statement-breakpoint
-- What was sampled before stays until it is cleared: ANALYZE passes these columns over from now on. Before Postgres 18 a
-- superuser alone can clear it.
DO $$
DECLARE
  kept record;
BEGIN
  FOR kept IN SELECT c.relname::text AS of, a.attname::text AS name
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attstattarget = 0
  LOOP
    IF to_regprocedure('pg_clear_attribute_stats(text,text,text,boolean)') IS NULL THEN
      RAISE WARNING 'statistics of %.% remain: delete them from pg_statistic', kept.of, kept.name;
    ELSE
      PERFORM pg_clear_attribute_stats('public', kept.of, kept.name, false);
    END IF;
  END LOOP;
END $$;
