-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "edits" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "endedBecause" TEXT,
ADD COLUMN     "snoozedUntil" TIMESTAMPTZ(3);
