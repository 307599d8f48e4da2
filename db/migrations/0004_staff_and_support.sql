CREATE TABLE "complaint_assignments" (
	"customer_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"staff_id" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "complaint_assignments_customer_id_complaint_id_number_pk" PRIMARY KEY("customer_id","complaint_id","number")
);
--> statement-breakpoint
ALTER TABLE "complaint_assignments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "complaint_notes" (
	"customer_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	CONSTRAINT "complaint_notes_customer_id_complaint_id_id_pk" PRIMARY KEY("customer_id","complaint_id","id")
);
--> statement-breakpoint
ALTER TABLE "complaint_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "complaint_reminders" (
	"customer_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"share" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "complaint_reminders_customer_id_complaint_id_due_on_share_pk" PRIMARY KEY("customer_id","complaint_id","due_on","share")
);
--> statement-breakpoint
ALTER TABLE "complaint_reminders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"role" text,
	"iin_hash" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "staff_identity" UNIQUE("issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "staff" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"staff_id" text NOT NULL,
	"id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"authenticated_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"device" text NOT NULL,
	CONSTRAINT "staff_sessions_staff_id_id_pk" PRIMARY KEY("staff_id","id")
);
--> statement-breakpoint
ALTER TABLE "staff_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guardians" (
	"customer_id" uuid NOT NULL,
	"guardian_id" uuid NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "guardians_customer_id_guardian_id_pk" PRIMARY KEY("customer_id","guardian_id")
);
--> statement-breakpoint
ALTER TABLE "guardians" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "look_codes" (
	"customer_id" uuid NOT NULL,
	"look_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"tries_left" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "look_codes_customer_id_look_id_id_pk" PRIMARY KEY("customer_id","look_id","id")
);
--> statement-breakpoint
ALTER TABLE "look_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "look_steps" (
	"customer_id" uuid NOT NULL,
	"look_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"staff_session_id" uuid,
	CONSTRAINT "look_steps_customer_id_look_id_number_pk" PRIMARY KEY("customer_id","look_id","number")
);
--> statement-breakpoint
ALTER TABLE "look_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "looks" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" text NOT NULL,
	"staff_role" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"complaint_id" uuid NOT NULL,
	"pages" text[] NOT NULL,
	"minutes" integer NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	CONSTRAINT "looks_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "looks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "searches" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "searches_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
ALTER TABLE "searches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "look_id" uuid;--> statement-breakpoint
ALTER TABLE "complaint_steps" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "complaint_assignments" ADD CONSTRAINT "complaint_assignments_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_assignments" ADD CONSTRAINT "complaint_assignments_by_staff_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_assignments" ADD CONSTRAINT "complaint_assignments_of" FOREIGN KEY ("customer_id","complaint_id") REFERENCES "public"."complaints"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_notes" ADD CONSTRAINT "complaint_notes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_notes" ADD CONSTRAINT "complaint_notes_of" FOREIGN KEY ("customer_id","complaint_id") REFERENCES "public"."complaints"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaint_reminders" ADD CONSTRAINT "complaint_reminders_of" FOREIGN KEY ("customer_id","complaint_id") REFERENCES "public"."complaints"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardians" ADD CONSTRAINT "guardians_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardians" ADD CONSTRAINT "guardians_guardian_id_customers_id_fk" FOREIGN KEY ("guardian_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_codes" ADD CONSTRAINT "look_codes_of" FOREIGN KEY ("customer_id","look_id") REFERENCES "public"."looks"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_steps" ADD CONSTRAINT "look_steps_of" FOREIGN KEY ("customer_id","look_id") REFERENCES "public"."looks"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "looks" ADD CONSTRAINT "looks_complaint" FOREIGN KEY ("customer_id","complaint_id") REFERENCES "public"."complaints"("customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "searches" ADD CONSTRAINT "searches_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "staff_iin" ON "staff" USING btree ("iin_hash");--> statement-breakpoint
CREATE INDEX "looks_newest" ON "looks" USING btree ("customer_id","asked_at");--> statement-breakpoint
CREATE INDEX "looks_of_staff" ON "looks" USING btree ("staff_id","asked_at");--> statement-breakpoint
CREATE INDEX "looks_by_id" ON "looks" USING btree ("id");--> statement-breakpoint
CREATE INDEX "looks_by_time" ON "looks" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "searches_of_staff" ON "searches" USING btree ("staff_id","at");--> statement-breakpoint
CREATE INDEX "searches_newest" ON "searches" USING btree ("at");--> statement-breakpoint
DROP INDEX "complaints_due";--> statement-breakpoint
CREATE INDEX "complaints_due" ON "complaints" USING btree ("due_on","id","customer_id");--> statement-breakpoint
CREATE INDEX "complaint_steps_starts" ON "complaint_steps" USING btree ("customer_id","complaint_id","number") WHERE "complaint_steps"."kind" in ('received', 'negotiation', 'court');--> statement-breakpoint
CREATE INDEX "complaint_steps_ends" ON "complaint_steps" USING btree ("customer_id","complaint_id","number") WHERE "complaint_steps"."kind" in ('answered', 'closed', 'withdrawn');--> statement-breakpoint
CREATE INDEX "complaints_by_reference" ON "complaints" USING btree ("reference");--> statement-breakpoint
DROP POLICY "holdings_staff" ON "holdings" CASCADE;--> statement-breakpoint
DROP POLICY "holdings_worker" ON "holdings" CASCADE;--> statement-breakpoint
CREATE POLICY "holdings_staff" ON "holdings" AS PERMISSIVE FOR SELECT TO "arqau_staff" USING ("holdings"."field" = 'full-name');--> statement-breakpoint
CREATE POLICY "holdings_worker" ON "holdings" AS PERMISSIVE FOR SELECT TO "arqau_worker" USING ("holdings"."field" in ('phone', 'email'));--> statement-breakpoint
CREATE POLICY "complaint_assignments_staff" ON "complaint_assignments" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaint_notes_staff" ON "complaint_notes" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaint_reminders_staff" ON "complaint_reminders" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "complaint_reminders_worker" ON "complaint_reminders" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "staff_staff" ON "staff" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "staff_sessions_staff" ON "staff_sessions" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "guardians_staff" ON "guardians" AS PERMISSIVE FOR SELECT TO "arqau_staff" USING (true);--> statement-breakpoint
CREATE POLICY "guardians_system" ON "guardians" AS PERMISSIVE FOR ALL TO "arqau_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "look_codes_customer" ON "look_codes" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("look_codes"."customer_id" = arqau_current_customer()) WITH CHECK ("look_codes"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "look_codes_support" ON "look_codes" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("look_codes"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "look_codes_staff" ON "look_codes" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "look_steps_customer" ON "look_steps" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("look_steps"."customer_id" = arqau_current_customer()) WITH CHECK ("look_steps"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "look_steps_support" ON "look_steps" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("look_steps"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "look_steps_staff" ON "look_steps" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "look_steps_worker" ON "look_steps" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "looks_customer" ON "looks" AS PERMISSIVE FOR ALL TO "arqau_customer" USING ("looks"."customer_id" = arqau_current_customer()) WITH CHECK ("looks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "looks_support" ON "looks" AS PERMISSIVE FOR SELECT TO "arqau_support" USING ("looks"."customer_id" = arqau_current_customer());--> statement-breakpoint
CREATE POLICY "looks_staff" ON "looks" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "looks_worker" ON "looks" AS PERMISSIVE FOR ALL TO "arqau_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "searches_staff" ON "searches" AS PERMISSIVE FOR ALL TO "arqau_staff" USING (true) WITH CHECK (true);