-- Of what waits for a number that a customer leaves, systems take back the codes alone.
GRANT SELECT (kind) ON messages TO arqau_system;
