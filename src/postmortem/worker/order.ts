import type { RenderedCanvas } from '../../core/outbox/sender.ts'
import type { Transact } from '../../platform/db/transaction.ts'
import { renderCanvas } from '../canvas/canvas.ts'
import { type RenderedDocument, renderDocument, type Wanted } from '../export/document.ts'
import { loadMaterial, picturesFor } from '../store.ts'
import type { Forms } from '../templates/library.ts'

/** What is to be written of an incident. */
export type Order = { incidentId: string } & ({ as: 'file'; wanted: Wanted } | { as: 'canvas' })
export type Written<O extends Order> = O extends { as: 'file' } ? RenderedDocument : RenderedCanvas

/** Reads what an order needs, and writes it. The transaction is over before anything is rendered. */
export async function fulfil<O extends Order>(transact: Transact, order: O, forms: Forms): Promise<Written<O>>
export async function fulfil(
  transact: Transact,
  order: Order,
  forms: Forms,
): Promise<RenderedDocument | RenderedCanvas> {
  const { incidentId } = order
  const material = await transact((tx) => loadMaterial(tx, incidentId))
  if (order.as === 'file') {
    const { wanted } = order
    const pictures = await transact((tx) => picturesFor(tx, incidentId, wanted.format))
    return renderDocument(material, wanted, forms, pictures)
  }
  return { id: material.record?.canvasId ?? null, ...renderCanvas(material, forms) }
}
