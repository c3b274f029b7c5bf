import type { ElementContent } from 'hast'
import { s } from 'hastscript'
import type { TimeScale } from './rows.ts'

/** The kinds of marks on a chart with their names in the legend. Each has its own shape. */
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
  /** Tooltip. */
  says: string
}

const diamondPath = 'M0-6L6 0L0 6L-6 0Z'
const circlePath = 'M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0Z'
const markPaths: Record<MarkKind, readonly string[]> = {
  for: ['M0-6L6 5H-6Z'],
  against: ['M0 6L6-5H-6Z'],
  begun: [diamondPath],
  told: [diamondPath],
  asked: [circlePath],
  answered: [circlePath],
  turned: ['M-8.5 0A8.5 8.5 0 1 0 8.5 0A8.5 8.5 0 1 0-8.5 0Z', circlePath],
  again: ['M-1 7V-7H1V-6L8-3L1 0V7Z'],
}

/** Draws the shape of a mark centred at this position, with a tooltip unless `says` is empty. */
export const drawMarkShape = (kind: MarkKind, x: number, y: number, says: string): ElementContent =>
  s('g', { className: ['mark', kind], transform: `translate(${x} ${y})` }, [
    ...(says ? [s('title', says)] : []),
    ...markPaths[kind].map((d) => s('path', { d })),
  ])

/** Marks of one kind that are closer than this would cover each other. */
const minMarkDistance = 9
/** How many marks the tooltip of a merged one lists. */
const maxLabelsPerMark = 8

/** Merges marks of one kind that would cover each other into one whose tooltip lists them all. */
export function groupNearbyMarks(
  marks: readonly Mark[],
  place: TimeScale,
): { kind: MarkKind; x: number; says: string }[] {
  const groups: { kind: MarkKind; x: number; all: string[] }[] = []
  const last = new Map<MarkKind, { x: number; all: string[] }>()
  for (const { kind, at, says } of [...marks].sort((a, b) => a.at - b.at)) {
    const before = last.get(kind)
    const x = place(at)
    if (before && x - before.x < minMarkDistance) before.all.push(says)
    else {
      const group = { kind, x, all: [says] }
      groups.push(group)
      last.set(kind, group)
    }
  }
  return groups.map(({ kind, x, all }) => ({ kind, x, says: joinMarkLabels(all) }))
}

const joinMarkLabels = (all: readonly string[]): string =>
  [
    ...all.slice(0, maxLabelsPerMark),
    ...(all.length > maxLabelsPerMark ? [`and ${all.length - maxLabelsPerMark} more`] : []),
  ].join('\n')

export const drawMarks = (marks: readonly Mark[], y: number, place: TimeScale): ElementContent[] =>
  groupNearbyMarks(marks, place).map(({ kind, x, says }) => drawMarkShape(kind, x, y, says))
