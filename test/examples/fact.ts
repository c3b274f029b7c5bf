/** What a section of a post-mortem is known by: those that every form may have, and some that only single forms have. */
export type SectionKey =
  | 'facts'
  | 'summary'
  | 'impact'
  | 'timeline'
  | 'believed'
  | 'causes'
  | 'detection'
  | 'actions'
  | 'resolution'
  | 'course'
  | 'challenges'
  | 'fresh_eyes'
  | 'figures'
  | 'lessons'
  | 'follow_ups'
  | 'open_questions'
  | 'appendix'
  | 'story'
  | 'quotes'
  | 'ruled_out'
  | 'references'

/** Something the source of a recorded incident states, and how its post-mortem shows it. */
export interface Fact {
  /** What the source says, in our words. */
  fact: string
  /** Where it belongs; any of several will do. */
  section: SectionKey | readonly SectionKey[]
  /** All of these stand in that section, whatever the case of their letters. */
  says: readonly Says[]
  /** What a post-mortem cannot tell yet: such a fact is expected to be absent, so that this is taken out once it can. */
  lacks?: string
}

type Says = string | RegExp

/** Facts of the same section, each by what the source says. */
export const facts = (
  section: Fact['section'],
  told: Readonly<Record<string, Says | readonly Says[]>>,
  lacks?: string,
): Fact[] =>
  Object.entries(told).map(([fact, says]) => ({
    fact,
    section,
    says: [says].flat(),
    ...(lacks && { lacks }),
  }))

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** All of it on one line, in this order. */
export const line = (...parts: readonly Says[]): RegExp =>
  new RegExp(parts.map((part) => (typeof part === 'string' ? escaped(part) : part.source)).join('[^\\n]*'), 'i')

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day, `2025-10-05`, however a document writes it. */
export function on(day: string): RegExp {
  const [year, month, date] = day.split('-').map(Number)
  return new RegExp(`(?:${day}|\\b${date} ${months[(month ?? 1) - 1]}[a-z]* ${year})`)
}

/** The sections of a fact, whether one or several will do. */
const sectionsFor = ({ section }: Fact): readonly SectionKey[] => (typeof section === 'string' ? [section] : section)

/** Whether one section alone says all of it. */
export function isSaid({ says, ...fact }: Fact, sections: ReadonlyMap<string, string>): boolean {
  return sectionsFor({ says, ...fact }).some((key) => {
    const text = sections.get(key) ?? ''
    return says.every((wanted) => saysIt(text, wanted))
  })
}

const saysIt = (text: string, wanted: Says): boolean =>
  typeof wanted === 'string' ? text.toLowerCase().includes(wanted.toLowerCase()) : wanted.test(text)
