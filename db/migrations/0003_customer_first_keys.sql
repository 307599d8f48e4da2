-- Keys of what a customer owns lead with the customer, so that the tables can be distributed by it.
ALTER TABLE "complaints" DROP CONSTRAINT "complaints_reference_unique";--> statement-breakpoint
DROP INDEX "events_customer";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_pkey";--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_customer_id_id_pk" PRIMARY KEY("customer_id","id");--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_reference" UNIQUE("customer_id","reference");
