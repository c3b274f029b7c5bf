-- CreateTable
CREATE TABLE "Offer" (
    "incidentId" UUID NOT NULL,
    "channelId" TEXT NOT NULL,
    "messageTs" BIGINT NOT NULL,
    "personId" TEXT NOT NULL,
    "sign" TEXT NOT NULL,
    "offeredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Offer_pkey" PRIMARY KEY ("incidentId","channelId","messageTs")
);

-- CreateTable
CREATE TABLE "OfferStop" (
    "personId" TEXT NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OfferStop_pkey" PRIMARY KEY ("personId")
);

-- CreateIndex
CREATE INDEX "Offer_incidentId_personId_offeredAt_idx" ON "Offer"("incidentId", "personId", "offeredAt");

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
