import type { Element } from 'hast'
import { h } from 'hastscript'
import { stripBidiControls } from '../../../platform/strings.ts'

/** The bytes of the pictures that a page shows, by picture id. */
export type Pictures = ReadonlyMap<string, Uint8Array>

/** Finds a picture by its id; null if there is none to show. */
export type ShowPicture = (id: string) => Element | null

const pictureSignatures: readonly (readonly [type: string, at: number, bytes: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
]

/** Detects the MIME type from the first bytes, ignoring any declared type; null if a page does not show that type. */
export const detectPictureType = (bytes: Uint8Array): string | null =>
  pictureSignatures.find(([, at, signature]) => signature.every((byte, index) => bytes[at + index] === byte))?.[0] ??
  null

/** Renders an `<img>` with a data URL; null if there are no bytes, or of a type that a page does not show. */
export function embedPicture(bytes: Uint8Array | undefined, name: string): Element | null {
  const type = bytes && detectPictureType(bytes)
  if (!type) return null
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return h('img', { src: `data:${type};base64,${data}`, alt: stripBidiControls(name) })
}
