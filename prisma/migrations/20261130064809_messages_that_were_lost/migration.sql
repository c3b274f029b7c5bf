-- CreateTable
CREATE TABLE "LostMessage" (
    "incidentId" UUID NOT NULL,
    "channelId" TEXT NOT NULL,
    "ts" BIGINT NOT NULL,
    "threadTs" BIGINT,
    "lostAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LostMessage_pkey" PRIMARY KEY ("incidentId","channelId","ts")
);

-- AddForeignKey
ALTER TABLE "LostMessage" ADD CONSTRAINT "LostMessage_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
