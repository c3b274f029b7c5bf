import { capital } from '../lib/words.ts'
import { escapeMarkdown as safe } from './markdown-text.ts'
import type { PostMortem } from './model.ts'

/** The prose sections as they are generated: Markdown without links, and empty where nothing is known. */
export function proseOf({
  summary,
  impact,
  causes,
  actions,
}: PostMortem): Record<'summary' | 'impact' | 'causes' | 'resolution', string> {
  return {
    summary: summary ? safe(summary) : '',
    impact: impact.facts.map(({ name, value }) => `- ${capital(name)}: ${safe(value)}`).join('\n'),
    causes: causes.confirmed
      .map(({ statement, because }) => `- ${safe(statement)}${because ? `: ${safe(because)}` : ''}`)
      .join('\n'),
    resolution: actions
      .map(({ text, result }) => `- ${safe(text)}${result ? ` (${result.is})` : ''}`)
      .join('\n'),
  }
}
