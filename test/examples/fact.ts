/** The key of a section, including sections that only some templates have. */
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

/** A statement in the source of a recorded incident, and how its post-mortem shows it. */
export interface Fact {
  /** The statement in our own words. */
  fact: string
  /** The section it belongs to; if there are several, any of them counts. */
  section: SectionKey | readonly SectionKey[]
  /** Texts that must all be in that section, ignoring case. */
  says: readonly Says[]
  /** The reason why a post-mortem cannot contain it yet. */
  lacks?: string
}

type Says = string | RegExp

/** Facts of the same section, keyed by statement. */
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

/** Matches these parts on one line, in this order. */
export const line = (...parts: readonly Says[]): RegExp =>
  new RegExp(parts.map((part) => (typeof part === 'string' ? escaped(part) : part.source)).join('[^\\n]*'), 'i')

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Matches the day `2025-10-05` in any notation that a document uses. */
export function on(day: string): RegExp {
  const [year, month, date] = day.split('-').map(Number)
  return new RegExp(`(?:${day}|\\b${date} ${months[(month ?? 1) - 1]}[a-z]* ${year})`)
}

/** The sections that a fact may be in. */
const sectionsFor = ({ section }: Fact): readonly SectionKey[] => (typeof section === 'string' ? [section] : section)

/** Whether a single section contains all texts of the fact. */
export function isSaid({ says, ...fact }: Fact, sections: ReadonlyMap<string, string>): boolean {
  return sectionsFor({ says, ...fact }).some((key) => {
    const text = sections.get(key) ?? ''
    return says.every((wanted) => saysIt(text, wanted))
  })
}

const saysIt = (text: string, wanted: Says): boolean =>
  typeof wanted === 'string' ? text.toLowerCase().includes(wanted.toLowerCase()) : wanted.test(text)
