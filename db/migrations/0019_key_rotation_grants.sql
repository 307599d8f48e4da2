-- What the worker may do when keys are exchanged (0018). A key that was destroyed stays so: the worker locks what it wraps again.
GRANT UPDATE (master_key_id, wrapped_key) ON customer_keys TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (secret_wrapped, former_secret_wrapped) ON subscriptions TO arqau_worker;
--> statement-breakpoint
GRANT UPDATE (iin_hash, phone_hash, lookup_key_id, iin_claim) ON customers TO arqau_worker;
--> statement-breakpoint
-- The hash of a member of staff who is a customer too is exchanged with the customer's.
GRANT SELECT (iin_hash), UPDATE (iin_hash) ON staff TO arqau_worker;
--> statement-breakpoint
-- The bank's systems keep the IIN of a registration with the customer.
GRANT UPDATE (iin_sealed) ON customers TO arqau_system;
--> statement-breakpoint
GRANT UPDATE (iin_hash_other) ON staff TO arqau_staff;
