-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "BriefState" ADD VALUE 'looking';
ALTER TYPE "BriefState" ADD VALUE 'consent';
ALTER TYPE "BriefState" ADD VALUE 'declined';

-- AlterTable
ALTER TABLE "Brief" ADD COLUMN     "because" TEXT,
ADD COLUMN     "challengeId" UUID,
ADD COLUMN     "goesAt" TIMESTAMPTZ(3),
ADD COLUMN     "missedAt" TIMESTAMPTZ(3),
ALTER COLUMN "state" DROP DEFAULT,
ALTER COLUMN "recipientId" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "Brief_recipientId_sentAt_idx" ON "Brief"("recipientId", "sentAt");
