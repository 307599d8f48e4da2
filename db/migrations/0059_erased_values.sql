ALTER TABLE "restrictions" DROP CONSTRAINT "restrictions_reason_known";--> statement-breakpoint
ALTER TABLE "tombstones" ADD COLUMN "replaced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "restrictions" ADD CONSTRAINT "restrictions_reason_known" CHECK ("restrictions"."reason" = any('{customer-demanded,breach-alleged,customer-asked,breach-not-confirmed,set-by-mistake,erased}'));--> statement-breakpoint
ALTER POLICY "tombstones_system" ON "tombstones" TO arqau_system USING (true) WITH CHECK ("tombstones"."replaced");