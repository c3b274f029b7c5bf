-- Tables and columns take the words of the glossary. Nothing that is stored changes its meaning, but for what could be
-- undone: the changes kept for that are in the shape of the release that kept them, so it is too late for those.
DELETE FROM "Deed";

ALTER TABLE "Delivery" RENAME COLUMN "board" TO "liveMessage";
ALTER TABLE "Hypothesis" RENAME COLUMN "questionedAt" TO "lastChallengedAt";
ALTER TABLE "Entry" RENAME COLUMN "wordedAt" TO "textEditedAt";
ALTER TABLE "Entry" RENAME COLUMN "settledAt" TO "stateEditedAt";

ALTER TABLE "ImpactWindow" RENAME TO "ImpactPeriod";
ALTER TABLE "ImpactPeriod" RENAME CONSTRAINT "ImpactWindow_pkey" TO "ImpactPeriod_pkey";
ALTER TABLE "ImpactPeriod" RENAME CONSTRAINT "ImpactWindow_incidentId_fkey" TO "ImpactPeriod_incidentId_fkey";
ALTER INDEX "ImpactWindow_incidentId_from_idx" RENAME TO "ImpactPeriod_incidentId_from_idx";

ALTER TABLE "Test" RENAME TO "HypothesisTest";
ALTER TABLE "HypothesisTest" RENAME CONSTRAINT "Test_pkey" TO "HypothesisTest_pkey";
ALTER TABLE "HypothesisTest" RENAME CONSTRAINT "Test_hypothesisId_fkey" TO "HypothesisTest_hypothesisId_fkey";
ALTER TABLE "HypothesisTest" RENAME CONSTRAINT "Test_incidentId_fkey" TO "HypothesisTest_incidentId_fkey";
ALTER INDEX "Test_incidentId_idx" RENAME TO "HypothesisTest_incidentId_idx";

ALTER TABLE "Deed" RENAME TO "UndoableAction";
ALTER TABLE "UndoableAction" RENAME CONSTRAINT "Deed_pkey" TO "UndoableAction_pkey";
ALTER TABLE "UndoableAction" RENAME CONSTRAINT "Deed_incidentId_fkey" TO "UndoableAction_incidentId_fkey";
ALTER INDEX "Deed_incidentId_subject_at_idx" RENAME TO "UndoableAction_incidentId_subject_at_idx";

ALTER TABLE "Delivery" RENAME TO "OutboxCall";
ALTER TABLE "OutboxCall" RENAME CONSTRAINT "Delivery_pkey" TO "OutboxCall_pkey";
ALTER TABLE "OutboxCall" RENAME CONSTRAINT "Delivery_laneId_fkey" TO "OutboxCall_laneId_fkey";
ALTER INDEX "Delivery_laneId_number_key" RENAME TO "OutboxCall_laneId_number_key";
DROP INDEX "Delivery_one_refresh";
CREATE UNIQUE INDEX "OutboxCall_one_refresh" ON "OutboxCall"("laneId", "liveMessage") WHERE "state" = 'queued' AND "liveMessage" IS NOT NULL;
ALTER INDEX "Delivery_state_laneId_number_idx" RENAME TO "OutboxCall_state_laneId_number_idx";

ALTER TABLE "Lane" RENAME TO "OutboxLane";
ALTER TABLE "OutboxLane" RENAME CONSTRAINT "Lane_pkey" TO "OutboxLane_pkey";
ALTER INDEX "Lane_name_key" RENAME TO "OutboxLane_name_key";
ALTER SEQUENCE "Lane_id_seq" RENAME TO "OutboxLane_id_seq";

ALTER TABLE "Board" RENAME TO "LiveMessage";
ALTER TABLE "LiveMessage" RENAME CONSTRAINT "Board_pkey" TO "LiveMessage_pkey";
ALTER TABLE "LiveMessage" RENAME CONSTRAINT "Board_incidentId_fkey" TO "LiveMessage_incidentId_fkey";
ALTER INDEX "Board_channelId_messageTs_idx" RENAME TO "LiveMessage_channelId_messageTs_idx";

ALTER TABLE "Done" RENAME TO "HandledInput";
ALTER TABLE "HandledInput" RENAME CONSTRAINT "Done_pkey" TO "HandledInput_pkey";
ALTER INDEX "Done_at_idx" RENAME TO "HandledInput_at_idx";

ALTER TABLE "Member" RENAME TO "ChannelMember";
ALTER TABLE "ChannelMember" RENAME CONSTRAINT "Member_pkey" TO "ChannelMember_pkey";
ALTER TABLE "ChannelMember" RENAME CONSTRAINT "Member_incidentId_fkey" TO "ChannelMember_incidentId_fkey";
ALTER INDEX "Member_userId_idx" RENAME TO "ChannelMember_userId_idx";

ALTER TYPE "DeliveryState" RENAME TO "OutboxCallState";

-- A queued call to refresh a live message names it by the new key.
UPDATE "OutboxCall"
SET call = jsonb_set(call, '{call}', (call->'call') - 'board' || jsonb_build_object('liveMessage', call->'call'->'board'))
WHERE call->'call' ? 'board';

-- A queued ephemeral message has the new name of its call.
UPDATE "OutboxCall" SET call = jsonb_set(call, '{call,do}', '"post_ephemeral"') WHERE call->'call'->>'do' = 'whisper';
