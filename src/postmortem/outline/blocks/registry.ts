import type { PostMortem } from '../../document/model.ts'
import type { Node } from '../nodes.ts'
import { actionsBlock, courseBlock } from './actions.ts'
import { commandsBlock, longTextsBlock, picturesBlock, referencesBlock } from './appendix.ts'
import { challengesBlock, figuresBlock, freshEyesBlock } from './asked.ts'
import { believedBlock } from './believed.ts'
import { hypothesesChart, impactChart } from './chart.ts'
import { factsBlock } from './facts.ts'
import { followUpsBlock, followUpsTable } from './follow-ups.ts'
import { impactBlock } from './impact.ts'
import {
  causesBlock,
  detectionBlock,
  lessonsBlock,
  openQuestionsBlock,
  quotesBlock,
  resolutionBlock,
  ruledOutBlock,
  stepsBlock,
  summaryBlock,
  suspectedBlock,
} from './prose.ts'
import { timelineBlock } from './timeline.ts'

/** What a template can show. */
export interface Block {
  /** What it shows, for whoever writes a template. */
  shows: string
  /**
   * A record stands whatever people write in its section. Otherwise what they write stands in its place.
   */
  isRecord?: true
  /** What may follow its name: `{% show lessons kind: "well" %}`. */
  options?: Record<string, readonly string[]>
  nodes(document: PostMortem, options: Record<string, string>): Node[]
}

const states = ['open', 'in_progress', 'done', 'dropped'] as const
const kinds = ['well', 'badly', 'lucky', 'surprise', 'uncaught'] as const

export const blocks = {
  summary: { shows: 'What happened, as the incident or a person sums it up', nodes: summaryBlock },
  facts: {
    shows: 'A table: severity, times, services, roles, contributors',
    isRecord: true,
    nodes: factsBlock,
  },
  impact: { shows: 'When people were affected, who, how much', nodes: impactBlock },
  impact_chart: {
    shows: 'A picture of impact and status over time (on pages)',
    isRecord: true,
    nodes: impactChart,
  },
  timeline: { shows: 'The timeline by days', isRecord: true, nodes: timelineBlock },
  quotes: { shows: 'Captured messages, each as a quotation', isRecord: true, nodes: quotesBlock },
  believed: { shows: 'The ledger: what was believed when, and why', isRecord: true, nodes: believedBlock },
  chart: {
    shows: 'A picture of how long which hypothesis was held',
    isRecord: true,
    nodes: hypothesesChart,
  },
  causes: { shows: 'Cause and contributing; else what we think, and what is ruled out', nodes: causesBlock },
  suspected: { shows: 'What may be the cause', nodes: suspectedBlock },
  ruled_out: { shows: 'What was ruled out, and why', nodes: ruledOutBlock },
  detection: { shows: 'When it was noticed, and why not before', nodes: detectionBlock },
  actions: { shows: 'What was done, each with its result', isRecord: true, nodes: actionsBlock },
  steps: { shows: 'The same as numbered steps, with their commands', isRecord: true, nodes: stepsBlock },
  resolution: { shows: 'What helped', nodes: resolutionBlock },
  course: { shows: 'When the symptom came back, and waits', isRecord: true, nodes: courseBlock },
  challenges: {
    shows: 'What was asked, answered, and changed after it',
    isRecord: true,
    nodes: challengesBlock,
  },
  fresh_eyes: { shows: 'Who was asked for fresh eyes', isRecord: true, nodes: freshEyesBlock },
  figures: { shows: 'The search in figures', isRecord: true, nodes: figuresBlock },
  lessons: {
    shows: 'Lessons by kind, or those of one kind',
    options: { kind: kinds },
    nodes: lessonsBlock,
  },
  follow_ups: {
    shows: 'Follow-ups by state, or those of one state',
    isRecord: true,
    options: { state: states },
    nodes: followUpsBlock,
  },
  follow_ups_table: {
    shows: 'The same as a table of action, owner and date',
    isRecord: true,
    options: { state: states },
    nodes: followUpsTable,
  },
  open_questions: { shows: 'What is unexplained, and tests without a result', nodes: openQuestionsBlock },
  commands: { shows: 'Commands and log excerpts that were captured', isRecord: true, nodes: commandsBlock },
  long_texts: { shows: 'Long messages in full', isRecord: true, nodes: longTextsBlock },
  pictures: { shows: 'Pictures people shared', isRecord: true, nodes: picturesBlock },
  references: { shows: 'What people linked to', isRecord: true, nodes: referencesBlock },
} as const satisfies Record<string, Block>
export type BlockName = keyof typeof blocks

export const blockNamed = (name: string): Block | undefined =>
  Object.hasOwn(blocks, name) ? blocks[name as BlockName] : undefined
