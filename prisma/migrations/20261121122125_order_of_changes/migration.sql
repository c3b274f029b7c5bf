-- AlterTable
ALTER TABLE "EntryRevision" ADD COLUMN     "previousAttachments" JSONB;

-- AlterTable
ALTER TABLE "SeenMessage" ADD COLUMN     "changedTs" BIGINT;
