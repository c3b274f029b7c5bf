import { epochSeconds, type WorkspaceClock } from '../clock.ts'
import { BoundedMap } from './bounded.ts'
import type { Ids } from './ids.ts'
import type { StoredFile } from './model.ts'

const TYPES: Record<string, string> = {
  md: 'text/markdown',
  txt: 'text/plain',
  log: 'text/plain',
  html: 'text/html',
  json: 'application/json',
  csv: 'text/csv',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
}

export interface PendingUpload {
  fileId: string
  name: string
  length: number
  content: Buffer | undefined
}

export function mimetypeOf(name: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

export class Files {
  readonly all = new Map<string, StoredFile>()
  /** Keyed by the ticket in the upload URL. */
  readonly uploads = new BoundedMap<PendingUpload>(1000)
  readonly #ids: Ids
  readonly #clock: WorkspaceClock

  constructor(ids: Ids, clock: WorkspaceClock) {
    this.#ids = ids
    this.#clock = clock
  }

  expect(name: string, length: number): { fileId: string; ticket: string } {
    const fileId = this.#ids.next('F')
    const ticket = this.#ids.next('up')
    this.uploads.set(ticket, { fileId, name, length, content: undefined })
    return { fileId, ticket }
  }

  uploadOf(fileId: string): PendingUpload | undefined {
    return [...this.uploads.values()].find((upload) => upload.fileId === fileId)
  }

  forgetUpload(fileId: string): void {
    for (const [ticket, upload] of this.uploads) if (upload.fileId === fileId) this.uploads.delete(ticket)
  }

  store(file: { id?: string; name: string; title: string; user: string; content: Buffer; size?: number }): StoredFile {
    const stored: StoredFile = {
      id: file.id ?? this.#ids.next('F'),
      name: file.name,
      title: file.title,
      mimetype: mimetypeOf(file.name),
      user: file.user,
      created: epochSeconds(this.#clock),
      content: file.content,
      size: file.size ?? file.content.length,
      shares: [],
    }
    this.all.set(stored.id, stored)
    return stored
  }
}
