ALTER TABLE "tasks" ADD COLUMN "waits" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "tasks_waiting" ON "tasks" USING btree ("system_id","id") WHERE waits;