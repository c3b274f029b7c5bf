import { replay } from '../../src/archive/replay/replay.ts'
import { renderMarkdown } from '../../src/postmortem/markdown.ts'
import type { SectionKey } from './fact.ts'

const keys: Readonly<Record<string, SectionKey>> = {
  Facts: 'facts',
  Summary: 'summary',
  Impact: 'impact',
  Timeline: 'timeline',
  'What we believed and when': 'believed',
  Causes: 'causes',
  Actions: 'actions',
  'The symptom came back': 'course',
  Waits: 'course',
  Challenges: 'challenges',
  'Fresh eyes': 'fresh_eyes',
  'The search in figures': 'figures',
  Lessons: 'lessons',
  'Follow-ups': 'follow_ups',
  'Open questions': 'open_questions',
}

/** A recorded incident's post-mortem, section by section, as a reader sees it. What stands above the first is with the facts. */
export const sectionsOf = async (folder: string): Promise<ReadonlyMap<string, string>> =>
  cut(renderMarkdown(await replay(folder)))

export function cut(markdown: string): ReadonlyMap<string, string> {
  const [above = '', ...parts] = markdown.split(/^## /m)
  const sections = new Map<string, string>([['facts', asRead(above)]])
  for (const part of parts) {
    const [heading = ''] = part.split('\n')
    const key = keys[heading]
    if (!key) throw new Error(`the section "${heading}" has no key`)
    sections.set(key, `${sections.get(key) ?? ''}\n${asRead(part.slice(heading.length))}`)
  }
  return sections
}

/** Without the signs that only Markdown needs. */
const asRead = (markdown: string): string =>
  markdown
    .replace(/\[((?:[^\]\\]|\\.)*)\]\(https:[^)]*\)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('\u2060', '')
