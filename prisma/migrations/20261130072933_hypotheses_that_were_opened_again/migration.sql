-- AlterTable
ALTER TABLE "Hypothesis" ADD COLUMN     "reopenedAt" TIMESTAMPTZ(3);

-- Those opened again until now: the timeline says so, in the bot's own words.
UPDATE "Hypothesis" h SET "reopenedAt" = (
  SELECT max(e."recordedAt") FROM "Entry" e
  WHERE e."incidentId" = h."incidentId" AND e."kind" = 'evidence' AND e."state" <> 'withdrawn'
    AND starts_with(e."text", 'Reopened: ' || h."statement" || '. ')
);
