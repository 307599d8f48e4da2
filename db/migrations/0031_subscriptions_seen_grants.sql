-- The customer, and who looks with their leave, learn since when a system is told of a consent's decisions: not where.
GRANT SELECT (types, consents) ON subscriptions TO arqau_customer, arqau_support;
