-- What the bot relies on and prisma/schema.prisma cannot say: uniqueness among some of the rows, and quick ways to few of them.
-- Two replicas, or a request delivered twice, then meet a refused row instead of each other's work.

-- One question at a time: a stronger challenge supersedes the open one.
CREATE UNIQUE INDEX "Challenge_one_open" ON "Challenge"("incidentId") WHERE "state" = 'open';

-- At most one hypothesis leads.
CREATE UNIQUE INDEX "Hypothesis_one_leads" ON "Hypothesis"("incidentId") WHERE "leads" AND "state" = 'open';

-- A role is held by one person at a time.
CREATE UNIQUE INDEX "RoleAssignment_one_holder" ON "RoleAssignment"("incidentId", "role") WHERE "relinquishedAt" IS NULL;

-- A live message that already waits to be refreshed will show later changes too.
CREATE UNIQUE INDEX "OutboxCall_one_refresh" ON "OutboxCall"("laneId", "liveMessage") WHERE "state" = 'queued' AND "liveMessage" IS NOT NULL;

-- A channel serves one open incident at a time; closed ones stay where they were.
CREATE UNIQUE INDEX "Incident_one_open_per_channel" ON "Incident"("channelId") WHERE "status" NOT IN ('closed', 'cancelled');

-- The latest action that waits for its result is asked for at every change: not by reading all that have theirs.
CREATE INDEX "Entry_open_actions" ON "Entry"("incidentId", "occurredAt") WHERE "kind" = 'action' AND "result" IS NULL AND "state" <> 'withdrawn';

-- What was withdrawn is rare: it is found without reading all that was not.
CREATE INDEX "Entry_withdrawn" ON "Entry"("incidentId", "occurredAt") WHERE "state" = 'withdrawn';
