import type { Element } from 'hast'
import { h } from 'hastscript'
import { stripBidiControls } from '../../../platform/strings.ts'

/** The bytes of the pictures that a page shows, by the id of the picture. */
export type Pictures = ReadonlyMap<string, Uint8Array>

/** The picture of an id; null where there is none to show. */
export type ShowPicture = (id: string) => Element | null

const signatures: readonly (readonly [type: string, at: number, bytes: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
]

/** What a picture is by its first bytes, whatever it is said to be; null: nothing a page shows. */
export const detectPictureType = (bytes: Uint8Array): string | null =>
  signatures.find(([, at, signature]) => signature.every((byte, index) => bytes[at + index] === byte))?.[0] ?? null

/** The picture itself, within the page; null where there is none that a page can show. */
export function embedPicture(bytes: Uint8Array | undefined, name: string): Element | null {
  const type = bytes && detectPictureType(bytes)
  if (!type) return null
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return h('img', { src: `data:${type};base64,${data}`, alt: stripBidiControls(name) })
}
