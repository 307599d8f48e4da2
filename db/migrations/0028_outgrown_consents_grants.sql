-- The worker ends the yeses that the policy has outgrown; the policy of 0027 lets it write nothing else.
GRANT INSERT ON consent_decisions TO arqau_worker;
