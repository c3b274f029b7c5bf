import type { Json } from '../json.ts'
import { ApiError } from './error.ts'

/** Encodes where the next page begins. Apps treat a cursor as opaque. */
export function cursorOf(position: string): string {
  return Buffer.from(`next:${position}`).toString('base64')
}

export function positionOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined || cursor === '') return undefined
  const text = Buffer.from(cursor, 'base64').toString('utf8')
  if (!text.startsWith('next:')) throw new ApiError('invalid_cursor')
  return text.slice('next:'.length)
}

export interface Page<Item> {
  items: Item[]
  metadata: Json
}

export function pageOf<Item>(all: readonly Item[], limit: number, cursor: string | undefined): Page<Item> {
  const start = Number(positionOf(cursor) ?? 0)
  if (!Number.isInteger(start)) throw new ApiError('invalid_cursor')
  const end = start + limit
  const next = end < all.length ? cursorOf(String(end)) : ''
  return { items: all.slice(start, end), metadata: { response_metadata: { next_cursor: next } } }
}
