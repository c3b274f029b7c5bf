-- AlterTable
ALTER TABLE "Entry" ADD COLUMN     "resultNote" TEXT,
ADD COLUMN     "settledAt" TIMESTAMPTZ(3),
ADD COLUMN     "wordedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "EntryRevision" ADD COLUMN     "declined" TEXT,
ADD COLUMN     "previousKind" "EntryKind",
ADD COLUMN     "previousState" "EntryState";
