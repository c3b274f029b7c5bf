-- AlterEnum
ALTER TYPE "FollowUpState" ADD VALUE 'in_progress' AFTER 'open';

-- AlterTable
ALTER TABLE "PostMortem" ADD COLUMN     "canvasError" TEXT,
ADD COLUMN     "canvasId" TEXT,
ADD COLUMN     "publishedBy" TEXT,
ADD COLUMN     "template" TEXT;

-- CreateTable
CREATE TABLE "SectionText" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "writtenBy" TEXT NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SectionText_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SectionText_incidentId_section_version_key" ON "SectionText"("incidentId", "section", "version");

-- AddForeignKey
ALTER TABLE "SectionText" ADD CONSTRAINT "SectionText_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
