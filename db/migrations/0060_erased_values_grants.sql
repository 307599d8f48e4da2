-- A value that a system replaces while it is to be erased leaves a tombstone too.
GRANT SELECT (fields) ON deletions TO arqau_system;
--> statement-breakpoint
GRANT SELECT ON tombstones TO arqau_staff;
--> statement-breakpoint
GRANT INSERT ON tombstones TO arqau_system;
