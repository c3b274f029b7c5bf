-- AlterTable
ALTER TABLE "Entry" ADD COLUMN     "resultNote" TEXT,
ADD COLUMN     "settledAt" TIMESTAMPTZ(3),
ADD COLUMN     "wordedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "EntryRevision" ADD COLUMN     "declined" TEXT,
ADD COLUMN     "number" SERIAL NOT NULL,
ADD COLUMN     "previousKind" "EntryKind",
ADD COLUMN     "previousState" "EntryState";

-- The latest action that waits for its result is asked for at every change: not by reading all that have theirs.
CREATE INDEX "Entry_open_actions" ON "Entry"("incidentId", "occurredAt") WHERE "kind" = 'action' AND "result" IS NULL AND "state" <> 'withdrawn';

-- What was withdrawn is rare: it is found without reading all that was not.
CREATE INDEX "Entry_withdrawn" ON "Entry"("incidentId", "occurredAt") WHERE "state" = 'withdrawn';
