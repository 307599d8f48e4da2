CREATE TABLE "audit_log" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"session_id" uuid,
	"object_id" text,
	"detail" jsonb NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "audit_log_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "complaint_attachments" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"step_id" uuid,
	"name_sealed" "bytea" NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"content_sealed" "bytea" NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "complaint_attachments_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "complaint_attachments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "complaint_steps" (
	"customer_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"side" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text_sealed" "bytea",
	"actor_kind" text NOT NULL,
	"actor_id" text,
	CONSTRAINT "complaint_steps_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "complaint_steps_number" UNIQUE("customer_id","complaint_id","number")
);
--> statement-breakpoint
ALTER TABLE "complaint_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "complaints" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"subject_sealed" "bytea" NOT NULL,
	"about_kind" text,
	"about_id" text,
	"locale" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"due_on" date NOT NULL,
	CONSTRAINT "complaints_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "complaints_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
ALTER TABLE "complaints" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent_decisions" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"consent" text NOT NULL,
	"outcome" text NOT NULL,
	"position" integer NOT NULL,
	"previous_id" uuid,
	"decided_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"channel" text NOT NULL,
	"locale" text NOT NULL,
	"policy_version" integer NOT NULL,
	"confirmed" boolean NOT NULL,
	"despite_signal" boolean NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	CONSTRAINT "consent_decisions_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "consent_decisions_chain" UNIQUE("customer_id","consent","position"),
	CONSTRAINT "consent_decisions_previous" UNIQUE("customer_id","previous_id"),
	CONSTRAINT "consent_decisions_first" CHECK (("consent_decisions"."position" = 1) = ("consent_decisions"."previous_id" is null))
);
--> statement-breakpoint
ALTER TABLE "consent_decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "holdings" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"field" text NOT NULL,
	"value_sealed" "bytea" NOT NULL,
	"quantity" integer,
	"obtained_at" timestamp with time zone NOT NULL,
	"obtained_via" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "holdings_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "holdings_field" UNIQUE("customer_id","field")
);
--> statement-breakpoint
ALTER TABLE "holdings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "obligations" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"contract_sealed" "bytea" NOT NULL,
	"opened_on" date NOT NULL,
	"closed_on" date,
	CONSTRAINT "obligations_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "obligations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "customer_keys" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"master_key_id" text NOT NULL,
	"wrapped_key" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"destroyed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "customer_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"iin_hash" text NOT NULL,
	"phone_hash" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customers_reference_unique" UNIQUE("reference"),
	CONSTRAINT "customers_iin_hash_unique" UNIQUE("iin_hash"),
	CONSTRAINT "customers_phone_hash_unique" UNIQUE("phone_hash")
);
--> statement-breakpoint
ALTER TABLE "customers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"to_sealed" "bytea",
	"params_sealed" "bytea",
	"locale" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "messages_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key_hash" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"hits" integer NOT NULL,
	CONSTRAINT "rate_limits_key_hash_window_start_pk" PRIMARY KEY("key_hash","window_start")
);
--> statement-breakpoint
ALTER TABLE "rate_limits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"verified_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"device" text NOT NULL,
	"address_sealed" "bytea" NOT NULL,
	"gpc" boolean NOT NULL,
	CONSTRAINT "sessions_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"browser_hash" text NOT NULL,
	"phone_hash" text NOT NULL,
	"code_hash" text NOT NULL,
	"tries_left" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sign_in_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dismissed_suggestions" (
	"customer_id" uuid NOT NULL,
	"suggestion" text NOT NULL,
	"dismissed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dismissed_suggestions_customer_id_suggestion_pk" PRIMARY KEY("customer_id","suggestion")
);
--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"number" integer PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"canonical" text NOT NULL,
	"effective_on" date NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_versions_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "policy_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "disclosures" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"purpose" text NOT NULL,
	"basis" text NOT NULL,
	"fields" text[] NOT NULL,
	"disclosed_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "disclosures_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "disclosures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"type" text NOT NULL,
	"object_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "complaint_attachments" ADD CONSTRAINT "complaint_attachments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_attachments" ADD CONSTRAINT "complaint_attachments_step_of" FOREIGN KEY ("customer_id","step_id") REFERENCES "public"."complaint_steps"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_steps" ADD CONSTRAINT "complaint_steps_of" FOREIGN KEY ("customer_id","complaint_id") REFERENCES "public"."complaints"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_decisions" ADD CONSTRAINT "consent_decisions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_decisions" ADD CONSTRAINT "consent_decisions_follows" FOREIGN KEY ("customer_id","previous_id") REFERENCES "public"."consent_decisions"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holdings" ADD CONSTRAINT "holdings_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligations" ADD CONSTRAINT "obligations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_keys_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_newest" ON "audit_log" USING btree ("customer_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("customer_id","action","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "complaint_attachments_step" ON "complaint_attachments" USING btree ("customer_id","step_id");--> statement-breakpoint
CREATE INDEX "complaints_due" ON "complaints" USING btree ("due_on");--> statement-breakpoint
CREATE INDEX "obligations_open" ON "obligations" USING btree ("customer_id","kind","closed_on");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("due_at") WHERE state = 'due';--> statement-breakpoint
CREATE INDEX "rate_limits_window" ON "rate_limits" USING btree ("window_start");--> statement-breakpoint
CREATE INDEX "sign_in_codes_browser" ON "sign_in_codes" USING btree ("browser_hash","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "sign_in_codes_expiry" ON "sign_in_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "disclosures_newest" ON "disclosures" USING btree ("customer_id","disclosed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "disclosures_recipient" ON "disclosures" USING btree ("customer_id","recipient","disclosed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "events_customer" ON "events" USING btree ("customer_id","id");--> statement-breakpoint
CREATE POLICY "audit_log_customer" ON "audit_log" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("audit_log"."customer_id" = arqau_current_customer()) WITH CHECK ("audit_log"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "audit_log_support" ON "audit_log" AS PERMISSIVE FOR INSERT TO "arqau_support" WITH CHECK ("audit_log"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "audit_log_support_reads" ON "audit_log" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("audit_log"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "audit_log_staff" ON "audit_log" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_log_system" ON "audit_log" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_log_worker" ON "audit_log" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaint_attachments_customer" ON "complaint_attachments" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("complaint_attachments"."customer_id" = arqau_current_customer()) WITH CHECK ("complaint_attachments"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "complaint_attachments_support" ON "complaint_attachments" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("complaint_attachments"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "complaint_attachments_staff" ON "complaint_attachments" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaint_attachments_worker" ON "complaint_attachments" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaint_steps_customer" ON "complaint_steps" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("complaint_steps"."customer_id" = arqau_current_customer()) WITH CHECK ("complaint_steps"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "complaint_steps_support" ON "complaint_steps" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("complaint_steps"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "complaint_steps_staff" ON "complaint_steps" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaint_steps_worker" ON "complaint_steps" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaints_customer" ON "complaints" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("complaints"."customer_id" = arqau_current_customer()) WITH CHECK ("complaints"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "complaints_support" ON "complaints" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("complaints"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "complaints_staff" ON "complaints" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaints_worker" ON "complaints" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "consent_decisions_customer" ON "consent_decisions" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("consent_decisions"."customer_id" = arqau_current_customer()) WITH CHECK ("consent_decisions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "consent_decisions_support" ON "consent_decisions" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("consent_decisions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "consent_decisions_staff" ON "consent_decisions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "consent_decisions_system" ON "consent_decisions" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "consent_decisions_worker" ON "consent_decisions" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "holdings_customer" ON "holdings" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("holdings"."customer_id" = arqau_current_customer()) WITH CHECK ("holdings"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "holdings_support" ON "holdings" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("holdings"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "holdings_staff" ON "holdings" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "holdings_system" ON "holdings" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "holdings_worker" ON "holdings" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "obligations_customer" ON "obligations" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("obligations"."customer_id" = arqau_current_customer()) WITH CHECK ("obligations"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "obligations_support" ON "obligations" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("obligations"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "obligations_staff" ON "obligations" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "obligations_system" ON "obligations" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "obligations_worker" ON "obligations" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "customer_keys_customer" ON "customer_keys" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("customer_keys"."customer_id" = arqau_current_customer()) WITH CHECK ("customer_keys"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "customer_keys_support" ON "customer_keys" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("customer_keys"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "customer_keys_staff" ON "customer_keys" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "customer_keys_system" ON "customer_keys" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "customer_keys_worker" ON "customer_keys" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "customers_customer" ON "customers" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("customers"."id" = arqau_current_customer() or "customers"."phone_hash" = arqau_setting('phone_hash')) WITH CHECK ("customers"."id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "customers_support" ON "customers" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("customers"."id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "customers_staff" ON "customers" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "customers_system" ON "customers" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "customers_worker" ON "customers" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "messages_customer" ON "messages" AS PERMISSIVE FOR INSERT TO "arqau_customer" WITH CHECK ("messages"."customer_id" = coalesce(arqau_current_customer(), "messages"."customer_id"));--> statement-breakpoint
CREATE POLICY "messages_staff" ON "messages" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "messages_worker" ON "messages" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "rate_limits_customer" ON "rate_limits" AS PERMISSIVE FOR ALL TO "arqau_customer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "rate_limits_staff" ON "rate_limits" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "rate_limits_system" ON "rate_limits" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "rate_limits_worker" ON "rate_limits" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sessions_customer" ON "sessions" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("sessions"."customer_id" = arqau_current_customer()) WITH CHECK ("sessions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "sessions_support" ON "sessions" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("sessions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "sessions_staff" ON "sessions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sessions_worker" ON "sessions" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sign_in_codes_customer" ON "sign_in_codes" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("sign_in_codes"."browser_hash" = arqau_setting('browser_hash')) WITH CHECK ("sign_in_codes"."browser_hash" = arqau_setting('browser_hash'));--> statement-breakpoint
CREATE POLICY "sign_in_codes_worker" ON "sign_in_codes" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "dismissed_suggestions_customer" ON "dismissed_suggestions" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("dismissed_suggestions"."customer_id" = arqau_current_customer()) WITH CHECK ("dismissed_suggestions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "dismissed_suggestions_support" ON "dismissed_suggestions" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("dismissed_suggestions"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "policy_versions_customer" ON "policy_versions" AS PERMISSIVE FOR ALL TO "arqau_customer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "policy_versions_support" ON "policy_versions" AS PERMISSIVE FOR ALL TO "arqau_support" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "policy_versions_staff" ON "policy_versions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "policy_versions_system" ON "policy_versions" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "policy_versions_worker" ON "policy_versions" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "disclosures_customer" ON "disclosures" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("disclosures"."customer_id" = arqau_current_customer()) WITH CHECK ("disclosures"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "disclosures_support" ON "disclosures" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("disclosures"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "disclosures_staff" ON "disclosures" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "disclosures_system" ON "disclosures" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "disclosures_worker" ON "disclosures" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "events_customer" ON "events" AS PERMISSIVE FOR INSERT TO "arqau_customer" WITH CHECK ("events"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "events_staff" ON "events" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "events_system" ON "events" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "events_worker" ON "events" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);