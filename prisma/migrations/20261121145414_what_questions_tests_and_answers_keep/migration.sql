-- AlterTable
ALTER TABLE "Challenge" ADD COLUMN     "aboutId" UUID,
ADD COLUMN     "candidates" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "level" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Test" ADD COLUMN     "closedBy" TEXT,
ADD COLUMN     "speaks" "Stance";
