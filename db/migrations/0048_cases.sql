-- A complaint is one type of case; requests are the other. What complaints had alone, both have: their tables are renamed,
-- and with each what is named after it. Grants, policies and guards go on holding.
--> statement-breakpoint
ALTER TABLE "complaints" RENAME TO "cases";
--> statement-breakpoint
ALTER TABLE "complaint_steps" RENAME TO "case_steps";
--> statement-breakpoint
ALTER TABLE "complaint_attachments" RENAME TO "case_attachments";
--> statement-breakpoint
ALTER TABLE "complaint_notes" RENAME TO "case_notes";
--> statement-breakpoint
ALTER TABLE "complaint_assignments" RENAME TO "case_assignments";
--> statement-breakpoint
ALTER TABLE "complaint_reminders" RENAME TO "case_reminders";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME COLUMN "complaint_id" TO "case_id";
--> statement-breakpoint
ALTER TABLE "case_assignments" RENAME COLUMN "complaint_id" TO "case_id";
--> statement-breakpoint
ALTER TABLE "case_notes" RENAME COLUMN "complaint_id" TO "case_id";
--> statement-breakpoint
ALTER TABLE "case_reminders" RENAME COLUMN "complaint_id" TO "case_id";
--> statement-breakpoint
ALTER TABLE "looks" RENAME COLUMN "complaint_id" TO "case_id";
--> statement-breakpoint
ALTER TABLE "case_assignments" RENAME CONSTRAINT "complaint_assignments_by_staff_id_fk" TO "case_assignments_by_staff_id_fk";
--> statement-breakpoint
ALTER TABLE "case_assignments" RENAME CONSTRAINT "complaint_assignments_customer_id_complaint_id_number_pk" TO "case_assignments_customer_id_case_id_number_pk";
--> statement-breakpoint
ALTER TABLE "case_assignments" RENAME CONSTRAINT "complaint_assignments_of" TO "case_assignments_of";
--> statement-breakpoint
ALTER TABLE "case_assignments" RENAME CONSTRAINT "complaint_assignments_staff_id_staff_id_fk" TO "case_assignments_staff_id_staff_id_fk";
--> statement-breakpoint
ALTER TABLE "case_attachments" RENAME CONSTRAINT "complaint_attachments_customer_id_customers_id_fk" TO "case_attachments_customer_id_customers_id_fk";
--> statement-breakpoint
ALTER TABLE "case_attachments" RENAME CONSTRAINT "complaint_attachments_customer_id_id_pk" TO "case_attachments_customer_id_id_pk";
--> statement-breakpoint
ALTER TABLE "case_attachments" RENAME CONSTRAINT "complaint_attachments_media_type_known" TO "case_attachments_media_type_known";
--> statement-breakpoint
ALTER TABLE "case_attachments" RENAME CONSTRAINT "complaint_attachments_step_of" TO "case_attachments_step_of";
--> statement-breakpoint
ALTER TABLE "case_notes" RENAME CONSTRAINT "complaint_notes_customer_id_complaint_id_id_pk" TO "case_notes_customer_id_case_id_id_pk";
--> statement-breakpoint
ALTER TABLE "case_notes" RENAME CONSTRAINT "complaint_notes_of" TO "case_notes_of";
--> statement-breakpoint
ALTER TABLE "case_notes" RENAME CONSTRAINT "complaint_notes_staff_id_staff_id_fk" TO "case_notes_staff_id_staff_id_fk";
--> statement-breakpoint
ALTER TABLE "case_reminders" RENAME CONSTRAINT "complaint_reminders_customer_id_complaint_id_due_on_share_pk" TO "case_reminders_customer_id_case_id_due_on_share_pk";
--> statement-breakpoint
ALTER TABLE "case_reminders" RENAME CONSTRAINT "complaint_reminders_of" TO "case_reminders_of";
--> statement-breakpoint
ALTER TABLE "case_reminders" RENAME CONSTRAINT "complaint_reminders_share_known" TO "case_reminders_share_known";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME CONSTRAINT "complaint_steps_actor_kind_known" TO "case_steps_actor_kind_known";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME CONSTRAINT "complaint_steps_customer_id_id_pk" TO "case_steps_customer_id_id_pk";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME CONSTRAINT "complaint_steps_kind_known" TO "case_steps_kind_known";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME CONSTRAINT "complaint_steps_number" TO "case_steps_number";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME CONSTRAINT "complaint_steps_of" TO "case_steps_of";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME CONSTRAINT "complaint_steps_side_known" TO "case_steps_side_known";
--> statement-breakpoint
ALTER TABLE "case_steps" RENAME CONSTRAINT "complaint_steps_state_known" TO "case_steps_state_known";
--> statement-breakpoint
ALTER TABLE "cases" RENAME CONSTRAINT "complaints_about_kind_known" TO "cases_about_kind_known";
--> statement-breakpoint
ALTER TABLE "cases" RENAME CONSTRAINT "complaints_customer_id_customers_id_fk" TO "cases_customer_id_customers_id_fk";
--> statement-breakpoint
ALTER TABLE "cases" RENAME CONSTRAINT "complaints_customer_id_id_pk" TO "cases_customer_id_id_pk";
--> statement-breakpoint
ALTER TABLE "cases" RENAME CONSTRAINT "complaints_kind_known" TO "cases_kind_known";
--> statement-breakpoint
ALTER TABLE "cases" RENAME CONSTRAINT "complaints_locale_known" TO "cases_locale_known";
--> statement-breakpoint
ALTER TABLE "cases" RENAME CONSTRAINT "complaints_reference" TO "cases_reference";
--> statement-breakpoint
ALTER TABLE "looks" RENAME CONSTRAINT "looks_complaint" TO "looks_case";
--> statement-breakpoint
ALTER INDEX "complaint_attachments_step" RENAME TO "case_attachments_step";
--> statement-breakpoint
ALTER INDEX "complaint_steps_starts" RENAME TO "case_steps_starts";
--> statement-breakpoint
ALTER INDEX "complaint_steps_ends" RENAME TO "case_steps_ends";
--> statement-breakpoint
ALTER INDEX "complaints_due" RENAME TO "cases_due";
--> statement-breakpoint
ALTER INDEX "complaints_by_reference" RENAME TO "cases_by_reference";
--> statement-breakpoint
ALTER POLICY "complaint_attachments_customer" ON "case_attachments" RENAME TO "case_attachments_customer";
--> statement-breakpoint
ALTER POLICY "complaint_attachments_support" ON "case_attachments" RENAME TO "case_attachments_support";
--> statement-breakpoint
ALTER POLICY "complaint_attachments_staff" ON "case_attachments" RENAME TO "case_attachments_staff";
--> statement-breakpoint
ALTER POLICY "complaint_attachments_worker" ON "case_attachments" RENAME TO "case_attachments_worker";
--> statement-breakpoint
ALTER POLICY "complaint_steps_customer" ON "case_steps" RENAME TO "case_steps_customer";
--> statement-breakpoint
ALTER POLICY "complaint_steps_support" ON "case_steps" RENAME TO "case_steps_support";
--> statement-breakpoint
ALTER POLICY "complaint_steps_staff" ON "case_steps" RENAME TO "case_steps_staff";
--> statement-breakpoint
ALTER POLICY "complaint_steps_worker" ON "case_steps" RENAME TO "case_steps_worker";
--> statement-breakpoint
ALTER POLICY "complaints_customer" ON "cases" RENAME TO "cases_customer";
--> statement-breakpoint
ALTER POLICY "complaints_support" ON "cases" RENAME TO "cases_support";
--> statement-breakpoint
ALTER POLICY "complaints_staff" ON "cases" RENAME TO "cases_staff";
--> statement-breakpoint
ALTER POLICY "complaints_worker" ON "cases" RENAME TO "cases_worker";
--> statement-breakpoint
ALTER POLICY "complaint_assignments_staff" ON "case_assignments" RENAME TO "case_assignments_staff";
--> statement-breakpoint
ALTER POLICY "complaint_notes_staff" ON "case_notes" RENAME TO "case_notes_staff";
--> statement-breakpoint
ALTER POLICY "complaint_reminders_staff" ON "case_reminders" RENAME TO "case_reminders_staff";
--> statement-breakpoint
ALTER POLICY "complaint_reminders_worker" ON "case_reminders" RENAME TO "case_reminders_worker";
--> statement-breakpoint
ALTER TRIGGER "complaint_steps_append_only" ON "case_steps" RENAME TO "case_steps_append_only";
--> statement-breakpoint
ALTER TRIGGER "complaint_notes_append_only" ON "case_notes" RENAME TO "case_notes_append_only";
--> statement-breakpoint
ALTER TRIGGER "complaint_assignments_append_only" ON "case_assignments" RENAME TO "case_assignments_append_only";
--> statement-breakpoint
ALTER TRIGGER "complaint_reminders_append_only" ON "case_reminders" RENAME TO "case_reminders_append_only";

--> statement-breakpoint
ALTER TABLE "cases" RENAME CONSTRAINT "complaints_channel_known" TO "cases_channel_known";
--> statement-breakpoint
ALTER POLICY "complaint_steps_system" ON "case_steps" RENAME TO "case_steps_system";
--> statement-breakpoint
ALTER POLICY "complaints_system" ON "cases" RENAME TO "cases_system";
--> statement-breakpoint
ALTER TABLE "outgoing_texts" RENAME COLUMN "complaint_id" TO "case_id";
--> statement-breakpoint
ALTER INDEX "outgoing_texts_of_complaint" RENAME TO "outgoing_texts_of_case";
