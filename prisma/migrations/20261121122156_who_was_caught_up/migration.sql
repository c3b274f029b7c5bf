-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "caughtUpAt" TIMESTAMPTZ(3);
