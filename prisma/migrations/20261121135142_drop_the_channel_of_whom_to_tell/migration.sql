-- AlterTable
ALTER TABLE "Delivery" DROP COLUMN "tellChannel";
