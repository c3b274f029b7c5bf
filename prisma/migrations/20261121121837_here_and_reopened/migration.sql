-- AlterTable
ALTER TABLE "Incident" ADD COLUMN     "here" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reopenedAt" TIMESTAMPTZ(3);
