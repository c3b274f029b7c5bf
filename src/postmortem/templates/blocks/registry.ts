import type { PostMortem } from '../../document/model.ts'
import { renderGapNotes } from '../gap.ts'
import type { Node } from '../nodes.ts'
import { actionsBlock, courseBlock } from './actions.ts'
import { alsoOnRecordBlock, commandsBlock, longTextsBlock, picturesBlock, referencesBlock } from './appendix.ts'
import { challengesBlock, figuresBlock, freshEyesBlock } from './asked.ts'
import { believedBlock } from './believed.ts'
import { hypothesesChart, impactChart } from './chart.ts'
import { factsBlock } from './facts.ts'
import { followUpsBlock, followUpsTable, nextStepsBlock, preventionBlock } from './follow-ups.ts'
import { atAGlanceBlock, timesBlock } from './glance.ts'
import { impactBlock, quickFactsBlock } from './impact.ts'
import {
  causesBlock,
  confirmedBlock,
  contributingBlock,
  detectionBlock,
  lessonsBlock,
  openQuestionsBlock,
  quotesBlock,
  ruledOutBlock,
  summaryBlock,
  suspectedBlock,
} from './prose.ts'
import { resolutionBlock, stepsBlock } from './resolution.ts'
import { storyBlock, timelineBlock } from './timeline.ts'

/** A block that a template can show. */
export interface TemplateBlock {
  /** What it shows, for template authors; printed in docs/templates.md. */
  shows: string
  /** A record stays whatever people write in its section. Any other block is replaced by what they write. */
  isRecord?: true
  /** Its options, each with the values it takes: `{% show lessons kind: "well" %}`. */
  options?: Record<string, readonly string[]>
  /** `section` is the key of the section around it; null outside any section. */
  nodes(document: PostMortem, options: Record<string, string>, section: string | null): Node[]
}

const followUpStateOptions = ['open', 'in_progress', 'done', 'dropped'] as const
const lessonKindOptions = ['well', 'badly', 'lucky', 'surprise', 'uncaught'] as const

export const templateBlocks = {
  summary: { shows: 'What happened, as the incident or a person sums it up', nodes: summaryBlock },
  facts: {
    shows: 'A table: severity, times, services, roles, contributors',
    isRecord: true,
    nodes: factsBlock,
  },
  at_a_glance: {
    shows: 'A short table: severity, start, duration, impact, services',
    isRecord: true,
    nodes: atAGlanceBlock,
  },
  times: { shows: 'A table of all times that are known', isRecord: true, nodes: timesBlock },
  impact: { shows: 'When people were affected, who, how much', nodes: impactBlock },
  quick_facts: {
    shows: 'The same as a list with the services, without what is missing',
    nodes: quickFactsBlock,
  },
  impact_chart: {
    shows: 'A picture of impact and status over time (on pages)',
    isRecord: true,
    nodes: impactChart,
  },
  timeline: {
    shows: 'The timeline by days; `brief`: a line each, without authors, code, roles and evidence',
    isRecord: true,
    options: { detail: ['full', 'brief'] },
    nodes: timelineBlock,
  },
  story: {
    shows: 'The brief timeline, for somebody to tell it in words of their own; without how it was found out later',
    nodes: storyBlock,
  },
  quotes: { shows: 'Captured messages, each as a quotation', isRecord: true, nodes: quotesBlock },
  believed: { shows: 'The ledger: what was believed when, and why', isRecord: true, nodes: believedBlock },
  chart: {
    shows: 'A picture of how long which hypothesis was held',
    isRecord: true,
    nodes: hypothesesChart,
  },
  causes: { shows: 'Cause and contributing; else what we think, and what is ruled out', nodes: causesBlock },
  confirmed: { shows: 'What was confirmed as the cause', nodes: confirmedBlock },
  contributing: { shows: 'What was confirmed as contributing', nodes: contributingBlock },
  suspected: { shows: 'What may be the cause', nodes: suspectedBlock },
  ruled_out: { shows: 'What was ruled out, and why', nodes: ruledOutBlock },
  detection: { shows: 'When it was noticed, and why not before', nodes: detectionBlock },
  actions: { shows: 'What was done, each with its result', isRecord: true, nodes: actionsBlock },
  steps: {
    shows: 'The same as numbered steps, with their commands; apart what was done when it had ended',
    isRecord: true,
    nodes: stepsBlock,
  },
  resolution: { shows: 'What ended it, and what was fixed for good after that', nodes: resolutionBlock },
  course: { shows: 'When the symptom came back, and waits', isRecord: true, nodes: courseBlock },
  challenges: {
    shows: 'What was asked and answered, and what followed within 30 minutes',
    isRecord: true,
    nodes: challengesBlock,
  },
  fresh_eyes: { shows: 'Who was asked for fresh eyes', isRecord: true, nodes: freshEyesBlock },
  figures: { shows: 'The search in figures', isRecord: true, nodes: figuresBlock },
  lessons: {
    shows: 'Lessons by kind, or those of one kind',
    options: { kind: lessonKindOptions },
    nodes: lessonsBlock,
  },
  follow_ups: {
    shows: 'Follow-ups by state or by what they are for, or those of one state',
    isRecord: true,
    options: { state: followUpStateOptions, by: ['state', 'purpose'] },
    nodes: followUpsBlock,
  },
  follow_ups_table: {
    shows: 'The same as a table of action, owner and date',
    isRecord: true,
    options: { state: followUpStateOptions },
    nodes: followUpsTable,
  },
  prevention: {
    shows: 'Follow-ups that prevent, detect or mitigate, by purpose, in words alone',
    nodes: preventionBlock,
  },
  next_steps: { shows: 'Follow-ups in words alone, without owner and date', nodes: nextStepsBlock },
  open_questions: { shows: 'What is unexplained, and tests without a result', nodes: openQuestionsBlock },
  commands: { shows: 'Commands and log excerpts that were captured', isRecord: true, nodes: commandsBlock },
  long_texts: { shows: 'Long messages in full', isRecord: true, nodes: longTextsBlock },
  also_on_record: {
    shows: 'What the timeline leaves out: corrections, impact and lessons, as they were recorded',
    isRecord: true,
    nodes: alsoOnRecordBlock,
  },
  pictures: { shows: 'Pictures people shared', isRecord: true, nodes: picturesBlock },
  references: { shows: 'What people linked to', isRecord: true, nodes: referencesBlock },
  missing: {
    shows:
      'What nobody has supplied of the section it stands in, and who should. The blocks named like a section say it themselves',
    nodes: (document, _options, section) => (section ? renderGapNotes(document, section) : []),
  },
} as const satisfies Record<string, TemplateBlock>
export type BlockName = keyof typeof templateBlocks

export const findTemplateBlock = (name: string): TemplateBlock | undefined =>
  Object.hasOwn(templateBlocks, name) ? templateBlocks[name as BlockName] : undefined
