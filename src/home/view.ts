import type { ViewerState } from '../dispatch/state.ts'
import { line } from '../incident/view.ts'
import { type Block, header, section } from '../slack/blocks.ts'

/** What somebody finds in the bot's Home: what is open, as far as they may see it. */
export function homeBlocks({ open }: ViewerState): Block[] {
  return [
    header('Open incidents'),
    section(open.length > 0 ? open.map(line).join('\n') : 'No incident is open.'),
  ]
}
