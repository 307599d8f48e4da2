CREATE TABLE "import_chunks" (
	"import_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"first_line" bigint NOT NULL,
	"lines" integer NOT NULL,
	"content_sealed" "bytea",
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_chunks_import_id_number_pk" PRIMARY KEY("import_id","number")
);
--> statement-breakpoint
ALTER TABLE "import_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_faults" (
	"import_id" uuid NOT NULL,
	"line" bigint NOT NULL,
	"path" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "import_faults_import_id_line_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
ALTER TABLE "import_faults" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system_id" text NOT NULL,
	"state" text NOT NULL,
	"key_wrapped" "bytea",
	"started_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"received" bigint NOT NULL,
	"done" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"unchanged" bigint NOT NULL,
	"bad" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "answered_requests" (
	"system_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "answered_requests_system_id_key_pk" PRIMARY KEY("system_id","key")
);
--> statement-breakpoint
ALTER TABLE "answered_requests" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"system_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"object_id" text NOT NULL,
	"position" bigint NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"confirm_by" timestamp with time zone,
	"last_status" integer,
	"last_fault" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deliveries_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "deliveries_of_event" UNIQUE("customer_id","event_id","subscription_id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "state_applications" (
	"customer_id" uuid NOT NULL,
	"id" text NOT NULL,
	"consent" text,
	"outcome" text NOT NULL,
	"decision_id" uuid,
	"received_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"attempts" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "state_applications_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "state_applications_number" UNIQUE("id")
);
--> statement-breakpoint
ALTER TABLE "state_applications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system_id" text NOT NULL,
	"url" text NOT NULL,
	"types" text[] NOT NULL,
	"consents" text[],
	"state" text NOT NULL,
	"state_reason" text,
	"secret_wrapped" "bytea" NOT NULL,
	"former_secret_wrapped" "bytea",
	"former_secret_until" timestamp with time zone,
	"made_up_to" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text
);
--> statement-breakpoint
ALTER TABLE "subscriptions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "system_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"system_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"slot" smallint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "system_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "systems" (
	"id" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text
);
--> statement-breakpoint
ALTER TABLE "systems" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consent_decisions" ADD COLUMN "evidence" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "number" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "events_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "position" bigint;--> statement-breakpoint
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_of" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_faults" ADD CONSTRAINT "import_faults_of" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_chunks_due" ON "import_chunks" USING btree ("due_at") WHERE state = 'due';--> statement-breakpoint
CREATE INDEX "imports_of_system" ON "imports" USING btree ("system_id","started_at");--> statement-breakpoint
CREATE INDEX "answered_requests_age" ON "answered_requests" USING btree ("at");--> statement-breakpoint
CREATE INDEX "deliveries_of_object" ON "deliveries" USING btree ("customer_id","object_id");--> statement-breakpoint
CREATE INDEX "deliveries_in_order" ON "deliveries" USING btree ("customer_id","subscription_id","position") WHERE state = 'due';--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("subscription_id","due_at") WHERE state = 'due';--> statement-breakpoint
CREATE INDEX "deliveries_unconfirmed" ON "deliveries" USING btree ("confirm_by") WHERE confirmed_at is null and confirm_by is not null;--> statement-breakpoint
CREATE INDEX "deliveries_by_id" ON "deliveries" USING btree ("id");--> statement-breakpoint
CREATE INDEX "deliveries_of_subscription" ON "deliveries" USING btree ("subscription_id","position");--> statement-breakpoint
CREATE INDEX "state_applications_due" ON "state_applications" USING btree ("due_at") WHERE answered_at is null;--> statement-breakpoint
CREATE INDEX "subscriptions_of_system" ON "subscriptions" USING btree ("system_id");--> statement-breakpoint
CREATE UNIQUE INDEX "system_keys_slots" ON "system_keys" USING btree ("system_id","slot") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "events_unplaced" ON "events" USING btree ("number") WHERE position is null;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_position" UNIQUE("position");--> statement-breakpoint
CREATE POLICY "import_chunks_system" ON "import_chunks" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "import_chunks_worker" ON "import_chunks" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "import_faults_system" ON "import_faults" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "import_faults_worker" ON "import_faults" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "imports_system" ON "imports" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "imports_worker" ON "imports" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "answered_requests_system" ON "answered_requests" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "answered_requests_worker" ON "answered_requests" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deliveries_customer" ON "deliveries" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING ("deliveries"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "deliveries_support" ON "deliveries" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("deliveries"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "deliveries_staff" ON "deliveries" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deliveries_system" ON "deliveries" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deliveries_worker" ON "deliveries" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "state_applications_system" ON "state_applications" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "state_applications_worker" ON "state_applications" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "subscriptions_staff" ON "subscriptions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "subscriptions_worker" ON "subscriptions" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system_keys_staff" ON "system_keys" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system_keys_system" ON "system_keys" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "systems_customer" ON "systems" AS PERMISSIVE FOR SELECT TO "arqau_customer" USING (true);--> statement-breakpoint
CREATE POLICY "systems_support" ON "systems" AS PERMISSIVE FOR SELECT TO "arqau_support" USING (true);--> statement-breakpoint
CREATE POLICY "systems_staff" ON "systems" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "systems_system" ON "systems" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "systems_worker" ON "systems" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);