import type { ElementContent } from 'hast'
import { s } from 'hastscript'
import type { Place } from './rows.ts'

/** What is marked on a chart, each by a shape of its own. */
export const markNames = {
  for: 'evidence for',
  against: 'evidence against',
  begun: 'test begun',
  told: 'test told its result',
  asked: 'question, not answered',
  answered: 'question, answered',
  turned: 'question, followed by a change',
  again: 'the symptom came back',
} as const
export type MarkKind = keyof typeof markNames

export interface Mark {
  kind: MarkKind
  at: number
  /** What it says where one points at it. */
  says: string
}

const diamond = 'M0-6L6 0L0 6L-6 0Z'
const circle = 'M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0Z'
const shapes: Record<MarkKind, readonly string[]> = {
  for: ['M0-6L6 5H-6Z'],
  against: ['M0 6L6-5H-6Z'],
  begun: [diamond],
  told: [diamond],
  asked: [circle],
  answered: [circle],
  turned: ['M-8.5 0A8.5 8.5 0 1 0 8.5 0A8.5 8.5 0 1 0-8.5 0Z', circle],
  again: ['M-1 7V-7H1V-6L8-3L1 0V7Z'],
}

/** The shape of a kind around this place. */
export const shape = (kind: MarkKind, x: number, y: number, says: string): ElementContent =>
  s('g', { className: ['mark', kind], transform: `translate(${x} ${y})` }, [
    ...(says ? [s('title', says)] : []),
    ...shapes[kind].map((d) => s('path', { d })),
  ])

/** Closer than this, marks of one kind would cover each other. */
const apart = 9
/** Of how many one mark tells. */
const most = 8

/** Marks of one kind that would cover each other are one, which tells of all. */
export function gathered(
  marks: readonly Mark[],
  place: Place,
): { kind: MarkKind; x: number; says: string }[] {
  const groups: { kind: MarkKind; x: number; all: string[] }[] = []
  const last = new Map<MarkKind, { x: number; all: string[] }>()
  for (const { kind, at, says } of [...marks].sort((a, b) => a.at - b.at)) {
    const before = last.get(kind)
    const x = place(at)
    if (before && x - before.x < apart) before.all.push(says)
    else {
      const group = { kind, x, all: [says] }
      groups.push(group)
      last.set(kind, group)
    }
  }
  return groups.map(({ kind, x, all }) => ({ kind, x, says: told(all) }))
}

const told = (all: readonly string[]): string =>
  [...all.slice(0, most), ...(all.length > most ? [`and ${all.length - most} more`] : [])].join('\n')

export const drawn = (marks: readonly Mark[], y: number, place: Place): ElementContent[] =>
  gathered(marks, place).map(({ kind, x, says }) => shape(kind, x, y, says))
