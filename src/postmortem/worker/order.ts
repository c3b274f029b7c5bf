import type { Logger } from 'pino'
import type { RenderedCanvas } from '../../core/outbox/rendered.ts'
import type { Transact } from '../../platform/db/transaction.ts'
import { renderCanvas } from '../canvas/canvas.ts'
import { findUnreadableEntries } from '../document/untold.ts'
import { type FileRequest, type RenderedDocument, renderDocument } from '../export/document.ts'
import { loadPostMortemInput, loadResponseState, picturesFor } from '../store.ts'
import type { TemplateLibrary } from '../templates/library.ts'

/** What to render of an incident. */
export type RenderJob = { incidentId: string } & ({ as: 'file'; wanted: FileRequest } | { as: 'canvas' })
export type RenderResult<O extends RenderJob> = O extends { as: 'file' } ? RenderedDocument : RenderedCanvas

export type RenderLog = Pick<Logger, 'warn'>

/** Loads what a job needs and renders it. No transaction is open while it renders. */
export async function runRenderJob<O extends RenderJob>(
  transact: Transact,
  job: O,
  library: TemplateLibrary,
  log: RenderLog,
): Promise<RenderResult<O>>
export async function runRenderJob(
  transact: Transact,
  job: RenderJob,
  library: TemplateLibrary,
  log: RenderLog,
): Promise<RenderedDocument | RenderedCanvas> {
  const { incidentId } = job
  const input = await transact(async (tx) => loadPostMortemInput(tx, await loadResponseState(tx, incidentId)))
  const unreadable = findUnreadableEntries(input.entries).map(({ id }) => id)
  if (unreadable.length > 0)
    log.warn({ incidentId, entries: unreadable }, 'entries have data that this version cannot read')
  if (job.as === 'file') {
    const { wanted } = job
    const pictures = await transact((tx) => picturesFor(tx, incidentId, wanted.format))
    return renderDocument(input, wanted, library, pictures)
  }
  return { id: input.record?.canvasId ?? null, ...renderCanvas(input, library) }
}
