-- What each role may do with what 0032 adds. Nothing is granted that is not named here.
-- The desks change secrets and stop former ones; the worker signs with them, and wraps them again when the master key changes.
GRANT SELECT, INSERT, DELETE ON former_secrets TO arqau_staff;
--> statement-breakpoint
GRANT SELECT, UPDATE (secret_wrapped) ON former_secrets TO arqau_worker;
--> statement-breakpoint
-- A test event that was answered makes a subscription live.
GRANT UPDATE (live_since) ON subscriptions TO arqau_staff;
--> statement-breakpoint
-- Since when the system is told, which the customer may know (0031).
GRANT SELECT (live_since) ON subscriptions TO arqau_customer, arqau_support;
