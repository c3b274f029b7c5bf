-- CreateEnum
CREATE TYPE "LessonCategory" AS ENUM ('well', 'badly', 'lucky', 'surprise', 'uncaught');

-- CreateEnum
CREATE TYPE "PictureState" AS ENUM ('wanted', 'kept', 'refused');

-- DropIndex
DROP INDEX "FollowUp_incidentId_idx";

-- DropIndex
DROP INDEX "Incident_channelId_key";

-- AlterTable
ALTER TABLE "Entry" ADD COLUMN     "category" "LessonCategory",
ADD COLUMN     "raw" TEXT;

-- AlterTable
ALTER TABLE "EntryRevision" ADD COLUMN     "previousAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "channelId" TEXT,
ADD COLUMN     "endedAt" TIMESTAMPTZ(3),
ADD COLUMN     "endedBy" TEXT,
ADD COLUMN     "messageTs" BIGINT,
ADD COLUMN     "number" INTEGER NOT NULL,
ADD COLUMN     "ownerId" TEXT,
ADD COLUMN     "remindedAt" TIMESTAMPTZ(3),
ADD COLUMN     "reminders" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "threadTs" BIGINT;

-- CreateTable
CREATE TABLE "Member" (
    "incidentId" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "Member_pkey" PRIMARY KEY ("incidentId","userId")
);

-- CreateTable
CREATE TABLE "Picture" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "fileId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "state" "PictureState" NOT NULL DEFAULT 'wanted',
    "bytes" BYTEA,
    "size" INTEGER,
    "copiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Label" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "fetchedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Label_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reminder" (
    "incidentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "lastAt" TIMESTAMPTZ(3),
    "snoozedUntil" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reminder_pkey" PRIMARY KEY ("incidentId","kind")
);

-- CreateTable
CREATE TABLE "Deed" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "inverse" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Deed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE INDEX "Picture_incidentId_idx" ON "Picture"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "Picture_entryId_fileId_key" ON "Picture"("entryId", "fileId");

-- CreateIndex
CREATE INDEX "Deed_incidentId_subject_at_idx" ON "Deed"("incidentId", "subject", "at");

-- CreateIndex
CREATE INDEX "Entry_incidentId_kind_occurredAt_idx" ON "Entry"("incidentId", "kind", "occurredAt");

-- CreateIndex
CREATE INDEX "FollowUp_ownerId_state_idx" ON "FollowUp"("ownerId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_incidentId_number_key" ON "FollowUp"("incidentId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_incidentId_channelId_messageTs_key" ON "FollowUp"("incidentId", "channelId", "messageTs");

-- CreateIndex
CREATE INDEX "Incident_channelId_idx" ON "Incident"("channelId");

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deed" ADD CONSTRAINT "Deed_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A channel serves one open incident at a time; closed ones stay where they were.
CREATE UNIQUE INDEX "Incident_one_open_per_channel" ON "Incident"("channelId") WHERE "status" NOT IN ('closed', 'cancelled');
