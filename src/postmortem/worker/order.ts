import type { RenderedCanvas } from '../../core/outbox/sender.ts'
import type { Transact } from '../../platform/db/transaction.ts'
import { renderCanvas } from '../canvas/canvas.ts'
import { type FileRequest, type RenderedDocument, renderDocument } from '../export/document.ts'
import { loadPostMortemInput, picturesFor } from '../store.ts'
import type { TemplateLibrary } from '../templates/library.ts'

/** What is to be written of an incident. */
export type RenderJob = { incidentId: string } & ({ as: 'file'; wanted: FileRequest } | { as: 'canvas' })
export type RenderResult<O extends RenderJob> = O extends { as: 'file' } ? RenderedDocument : RenderedCanvas

/** Reads what an order needs, and writes it. The transaction is over before anything is rendered. */
export async function runRenderJob<O extends RenderJob>(
  transact: Transact,
  order: O,
  forms: TemplateLibrary,
): Promise<RenderResult<O>>
export async function runRenderJob(
  transact: Transact,
  order: RenderJob,
  forms: TemplateLibrary,
): Promise<RenderedDocument | RenderedCanvas> {
  const { incidentId } = order
  const material = await transact((tx) => loadPostMortemInput(tx, incidentId))
  if (order.as === 'file') {
    const { wanted } = order
    const pictures = await transact((tx) => picturesFor(tx, incidentId, wanted.format))
    return renderDocument(material, wanted, forms, pictures)
  }
  return { id: material.record?.canvasId ?? null, ...renderCanvas(material, forms) }
}
