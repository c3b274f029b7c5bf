-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "IncidentStatus" AS ENUM ('investigating', 'identified', 'monitoring', 'resolved', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "IncidentMode" AS ENUM ('live', 'retrospective', 'drill');

-- CreateEnum
CREATE TYPE "EntryKind" AS ENUM ('note', 'observation', 'change', 'hypothesis', 'decision', 'action', 'update', 'waiting', 'recurrence', 'lesson', 'status', 'severity', 'role', 'impact', 'evidence', 'challenge', 'correction');

-- CreateEnum
CREATE TYPE "EntryState" AS ENUM ('pending', 'shown', 'withdrawn');

-- CreateEnum
CREATE TYPE "ActionResult" AS ENUM ('worked', 'helped_in_part', 'no_effect', 'made_it_worse', 'unknown');

-- CreateEnum
CREATE TYPE "HypothesisState" AS ENUM ('open', 'ruled_out', 'confirmed', 'parked');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('cause', 'contributing');

-- CreateEnum
CREATE TYPE "Stance" AS ENUM ('for', 'against');

-- CreateEnum
CREATE TYPE "ChallengeState" AS ENUM ('open', 'answered', 'superseded');

-- CreateEnum
CREATE TYPE "BriefState" AS ENUM ('preview', 'sent', 'answered', 'cancelled');

-- CreateEnum
CREATE TYPE "FollowUpState" AS ENUM ('open', 'done', 'dropped');

-- CreateEnum
CREATE TYPE "FollowUpKind" AS ENUM ('prevent', 'detect', 'mitigate', 'process');

-- CreateEnum
CREATE TYPE "PostMortemState" AS ENUM ('draft', 'in_review', 'published');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('queued', 'sending', 'sent', 'failed');

-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL,
    "url" TEXT,
    "lastNumber" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" UUID NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "severity" TEXT NOT NULL,
    "status" "IncidentStatus" NOT NULL DEFAULT 'investigating',
    "mode" "IncidentMode" NOT NULL DEFAULT 'live',
    "private" BOOLEAN NOT NULL DEFAULT false,
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "services" TEXT[],
    "tags" TEXT[],
    "channelId" TEXT,
    "channelName" TEXT,
    "declaredBy" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "detectedAt" TIMESTAMPTZ(3),
    "declaredAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "mitigatedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImpactWindow" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3),

    CONSTRAINT "ImpactWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImpactFact" (
    "incidentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "ImpactFact_pkey" PRIMARY KEY ("incidentId","name")
);

-- CreateTable
CREATE TABLE "RoleAssignment" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "assumedAt" TIMESTAMPTZ(3) NOT NULL,
    "assignedBy" TEXT NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "relinquishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RoleAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "kind" "EntryKind" NOT NULL,
    "state" "EntryState" NOT NULL DEFAULT 'shown',
    "text" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" TEXT,
    "authorName" TEXT,
    "recorderId" TEXT NOT NULL,
    "channelId" TEXT,
    "messageTs" BIGINT,
    "threadTs" BIGINT,
    "captured" BOOLEAN NOT NULL DEFAULT false,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "deletedInSlack" TIMESTAMPTZ(3),
    "result" "ActionResult",
    "resultAt" TIMESTAMPTZ(3),
    "resultBy" TEXT,

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntryRevision" (
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "EntryRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reaction" (
    "channelId" TEXT NOT NULL,
    "messageTs" BIGINT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "present" BOOLEAN NOT NULL,
    "eventTs" BIGINT NOT NULL,

    CONSTRAINT "Reaction_pkey" PRIMARY KEY ("channelId","messageTs","userId","name")
);

-- CreateTable
CREATE TABLE "SeenMessage" (
    "channelId" TEXT NOT NULL,
    "ts" BIGINT NOT NULL,
    "incidentId" UUID NOT NULL,
    "threadTs" BIGINT,
    "authorId" TEXT,
    "authorName" TEXT,
    "text" TEXT NOT NULL,
    "content" JSONB NOT NULL DEFAULT '[]',
    "editedTs" BIGINT,
    "deletedAt" TIMESTAMPTZ(3),
    "isTalk" BOOLEAN NOT NULL,

    CONSTRAINT "SeenMessage_pkey" PRIMARY KEY ("channelId","ts")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT,
    "bot" BOOLEAN NOT NULL DEFAULT false,
    "gone" BOOLEAN NOT NULL DEFAULT false,
    "fetchedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Hypothesis" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "statement" TEXT NOT NULL,
    "state" "HypothesisState" NOT NULL DEFAULT 'open',
    "verdict" "Verdict",
    "leads" BOOLEAN NOT NULL DEFAULT false,
    "proposedBy" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "questionedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" TEXT,
    "closedBecause" TEXT,
    "entryId" UUID,

    CONSTRAINT "Hypothesis_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" UUID NOT NULL,
    "hypothesisId" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "stance" "Stance" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Test" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "hypothesisId" UUID,
    "text" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "begunAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "result" TEXT,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Test_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unexplained" (
    "entryId" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "explainedBy" UUID,
    "explainedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Unexplained_pkey" PRIMARY KEY ("entryId")
);

-- CreateTable
CREATE TABLE "Challenge" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "hypothesisId" UUID,
    "state" "ChallengeState" NOT NULL DEFAULT 'open',
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "askedOf" TEXT,
    "answeredAt" TIMESTAMPTZ(3),
    "answeredBy" TEXT,
    "answerKind" TEXT,
    "answer" TEXT,
    "replyTs" BIGINT,

    CONSTRAINT "Challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Wait" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "party" TEXT NOT NULL,
    "about" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "meanwhile" TEXT,

    CONSTRAINT "Wait_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Brief" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "state" "BriefState" NOT NULL DEFAULT 'preview',
    "lines" JSONB NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "recipientId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "Brief_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "owner" TEXT,
    "dueOn" DATE,
    "kind" "FollowUpKind",
    "state" "FollowUpState" NOT NULL DEFAULT 'open',
    "link" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostMortem" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "state" "PostMortemState" NOT NULL DEFAULT 'draft',
    "draftedAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedAt" TIMESTAMPTZ(3),
    "nextReviewOn" DATE,

    CONSTRAINT "PostMortem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Timer" (
    "incidentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Timer_pkey" PRIMARY KEY ("incidentId","kind")
);

-- CreateTable
CREATE TABLE "Lane" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "lastNumber" BIGINT NOT NULL DEFAULT 0,
    "heldUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Lane_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "laneId" BIGINT NOT NULL,
    "number" BIGINT NOT NULL,
    "incidentId" UUID,
    "call" JSONB NOT NULL,
    "board" TEXT,
    "state" "DeliveryState" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "attemptedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "progress" JSONB,
    "error" TEXT,
    "tellUser" TEXT,
    "tellChannel" TEXT,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Board" (
    "incidentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "messageTs" BIGINT NOT NULL,

    CONSTRAINT "Board_pkey" PRIMARY KEY ("incidentId","name")
);

-- CreateTable
CREATE TABLE "Done" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Done_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "Incident_channelId_key" ON "Incident"("channelId");

-- CreateIndex
CREATE INDEX "Incident_workspaceId_status_idx" ON "Incident"("workspaceId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Incident_workspaceId_number_key" ON "Incident"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "ImpactWindow_incidentId_from_idx" ON "ImpactWindow"("incidentId", "from");

-- CreateIndex
CREATE INDEX "RoleAssignment_incidentId_role_idx" ON "RoleAssignment"("incidentId", "role");

-- CreateIndex
CREATE INDEX "Entry_incidentId_occurredAt_messageTs_idx" ON "Entry"("incidentId", "occurredAt", "messageTs");

-- CreateIndex
CREATE UNIQUE INDEX "Entry_incidentId_channelId_messageTs_key" ON "Entry"("incidentId", "channelId", "messageTs");

-- CreateIndex
CREATE INDEX "EntryRevision_entryId_at_idx" ON "EntryRevision"("entryId", "at");

-- CreateIndex
CREATE INDEX "SeenMessage_incidentId_ts_idx" ON "SeenMessage"("incidentId", "ts");

-- CreateIndex
CREATE UNIQUE INDEX "Hypothesis_incidentId_number_key" ON "Hypothesis"("incidentId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Evidence_hypothesisId_entryId_key" ON "Evidence"("hypothesisId", "entryId");

-- CreateIndex
CREATE INDEX "Test_incidentId_idx" ON "Test"("incidentId");

-- CreateIndex
CREATE INDEX "Unexplained_incidentId_idx" ON "Unexplained"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "Challenge_incidentId_number_key" ON "Challenge"("incidentId", "number");

-- CreateIndex
CREATE INDEX "Wait_incidentId_idx" ON "Wait"("incidentId");

-- CreateIndex
CREATE INDEX "Brief_incidentId_idx" ON "Brief"("incidentId");

-- CreateIndex
CREATE INDEX "FollowUp_incidentId_idx" ON "FollowUp"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "PostMortem_incidentId_key" ON "PostMortem"("incidentId");

-- CreateIndex
CREATE INDEX "Timer_dueAt_idx" ON "Timer"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Lane_name_key" ON "Lane"("name");

-- CreateIndex
CREATE INDEX "Delivery_state_laneId_number_idx" ON "Delivery"("state", "laneId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_laneId_number_key" ON "Delivery"("laneId", "number");

-- CreateIndex
CREATE INDEX "Board_channelId_messageTs_idx" ON "Board"("channelId", "messageTs");

-- CreateIndex
CREATE INDEX "Done_at_idx" ON "Done"("at");

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImpactWindow" ADD CONSTRAINT "ImpactWindow_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImpactFact" ADD CONSTRAINT "ImpactFact_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleAssignment" ADD CONSTRAINT "RoleAssignment_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryRevision" ADD CONSTRAINT "EntryRevision_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeenMessage" ADD CONSTRAINT "SeenMessage_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hypothesis" ADD CONSTRAINT "Hypothesis_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_hypothesisId_fkey" FOREIGN KEY ("hypothesisId") REFERENCES "Hypothesis"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Test" ADD CONSTRAINT "Test_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Test" ADD CONSTRAINT "Test_hypothesisId_fkey" FOREIGN KEY ("hypothesisId") REFERENCES "Hypothesis"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unexplained" ADD CONSTRAINT "Unexplained_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unexplained" ADD CONSTRAINT "Unexplained_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unexplained" ADD CONSTRAINT "Unexplained_explainedBy_fkey" FOREIGN KEY ("explainedBy") REFERENCES "Hypothesis"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Challenge" ADD CONSTRAINT "Challenge_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Challenge" ADD CONSTRAINT "Challenge_hypothesisId_fkey" FOREIGN KEY ("hypothesisId") REFERENCES "Hypothesis"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Wait" ADD CONSTRAINT "Wait_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Brief" ADD CONSTRAINT "Brief_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PostMortem" ADD CONSTRAINT "PostMortem_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Timer" ADD CONSTRAINT "Timer_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_laneId_fkey" FOREIGN KEY ("laneId") REFERENCES "Lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Board" ADD CONSTRAINT "Board_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the bot relies on and prisma/schema.prisma cannot say: uniqueness among some of the rows.
-- Two replicas, or a request delivered twice, then meet a refused row instead of each other's work.

-- One question at a time: a stronger challenge supersedes the open one.
CREATE UNIQUE INDEX "Challenge_one_open" ON "Challenge"("incidentId") WHERE "state" = 'open';

-- At most one hypothesis leads.
CREATE UNIQUE INDEX "Hypothesis_one_leads" ON "Hypothesis"("incidentId") WHERE "leads" AND "state" = 'open';

-- A role is held by one person at a time.
CREATE UNIQUE INDEX "RoleAssignment_one_holder" ON "RoleAssignment"("incidentId", "role") WHERE "relinquishedAt" IS NULL;

-- A board that already waits to be refreshed will show later changes too.
CREATE UNIQUE INDEX "Delivery_one_refresh" ON "Delivery"("laneId", "board") WHERE "state" = 'queued' AND "board" IS NOT NULL;
