-- What the bot relies on and prisma/schema.prisma cannot express: partial unique indexes, and partial indexes for quick
-- access to few rows. With two replicas, or a request delivered twice, the second write is refused instead of
-- overwriting the first.

-- One open challenge at a time: a stronger one supersedes it.
CREATE UNIQUE INDEX "Challenge_one_open" ON "Challenge"("incidentId") WHERE "state" = 'open';

-- At most one hypothesis leads.
CREATE UNIQUE INDEX "Hypothesis_one_leads" ON "Hypothesis"("incidentId") WHERE "leads" AND "state" = 'open';

-- A role is held by one person at a time.
CREATE UNIQUE INDEX "RoleAssignment_one_holder" ON "RoleAssignment"("incidentId", "role") WHERE "relinquishedAt" IS NULL;

-- A queued refresh of a live message will show later changes as well.
CREATE UNIQUE INDEX "OutboxCall_one_refresh" ON "OutboxCall"("laneId", "liveMessage") WHERE "state" = 'queued' AND "liveMessage" IS NOT NULL;

-- A channel has one open incident at a time; closed ones keep their channel.
CREATE UNIQUE INDEX "Incident_one_open_per_channel" ON "Incident"("channelId") WHERE "status" NOT IN ('closed', 'cancelled');

-- Every change looks for the latest action without a result; the index spares it the actions that have one.
CREATE INDEX "Entry_open_actions" ON "Entry"("incidentId", "occurredAt") WHERE "kind" = 'action' AND "result" IS NULL AND "state" <> 'withdrawn';

-- Withdrawn entries are rare: the index finds them without reading all others.
CREATE INDEX "Entry_withdrawn" ON "Entry"("incidentId", "occurredAt") WHERE "state" = 'withdrawn';
