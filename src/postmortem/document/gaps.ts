import { holderOf } from '../../core/incident/roles.ts'
import { type EntryKind, instantOf, lessonCategories } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { lessonHeadings } from '../../follow-ups/lesson.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import type { PostMortemInput } from '../input.ts'
import type { FollowUpItem, Lesson } from './lines.ts'
import type { Gap, PostMortem } from './model.ts'
import { findUntoldEntries } from './untold.ts'

/** The most entries that a gap points at. */
const maxHelpfulEntries = 8

type SuppliedContent = Pick<PostMortem, 'written'> & {
  lessons: readonly Lesson[]
  followUps: readonly FollowUpItem[]
}

/** What nobody has supplied, and who should. Text that somebody wrote in a section closes its gaps. */
export function findDocumentGaps(material: PostMortemInput, supplied: SuppliedContent): Gap[] {
  const owner = holderOf(material.state.roles, 'owner') ?? holderOf(material.state.roles, 'commander')
  const who = owner ? findDisplayName(material.state, owner) : 'the owner (nobody is yet)'
  const isOpen = (section: string) => !supplied.written.some((one) => one.section === section)
  return listMissingContent(material, supplied)
    .filter(({ section }) => isOpen(section))
    .map((gap) => ({ ...gap, who }))
}

function listMissingContent(material: PostMortemInput, { lessons, followUps }: SuppliedContent): Omit<Gap, 'who'>[] {
  const { state, entries } = material
  const { incident, hypotheses } = state
  const idsOf = (...kinds: EntryKind[]) =>
    entries.flatMap(({ kind, id }) => (kinds.includes(kind) ? [id] : [])).slice(0, maxHelpfulEntries)
  const gap = (section: string, missing: string, ...help: EntryKind[]) => [{ section, missing, help: idsOf(...help) }]
  const isConfirmed = hypotheses.some(({ verdict }) => verdict === 'cause')
  return [
    ...findLostMessageGaps(material),
    ...findUntoldGaps(material),
    ...(incident.summary ? [] : gap('summary', 'What happened, in three sentences.', 'status', 'observation')),
    ...findImpactGaps(material).flatMap((missing) => gap('impact', missing, 'observation')),
    ...(isConfirmed
      ? []
      : gap(
          'causes',
          'The cause is not known yet: no hypothesis was confirmed as the cause.',
          'hypothesis',
          'evidence',
        )),
    ...findDetectionGaps(material, lessons).flatMap((missing) => gap('detection', missing, 'observation')),
    ...findResolutionGaps(material).flatMap((missing) => gap('resolution', missing, 'action', 'status')),
    ...findLessonGaps(lessons).flatMap((missing) => gap('lessons', missing)),
    ...(followUps.length > 0
      ? []
      : gap('follow_ups', 'Which work follows, who does it, and by when.', 'decision', 'action')),
  ]
}

/** Messages that were found but could not be recorded. They can still be read in Slack. */
function findLostMessageGaps({ state: { workspaceUrl }, lost }: PostMortemInput): Omit<Gap, 'who'>[] {
  if (lost.length === 0) return []
  const missing = `${lost.length === 1 ? 'A message' : `${lost.length} messages`} of the channel, which could not be saved.`
  const messages = lost.map(({ channelId, ts, threadTs }) => ({
    at: instantOf(ts).toISOString(),
    permalink: makePermalink(workspaceUrl, { channelId, messageTs: ts, threadTs }),
  }))
  return [{ section: 'timeline', missing, help: [], messages }]
}

/** Entries of an earlier version, which stored what they changed in words only, where the words left it open. */
function findUntoldGaps({ entries }: PostMortemInput): Omit<Gap, 'who'>[] {
  const untold = findUntoldEntries(entries)
  if (untold.length === 0) return []
  const which = untold.length === 1 ? 'an entry' : `${untold.length} entries`
  const help = untold.slice(0, maxHelpfulEntries).map(({ id }) => id)
  return [
    { section: 'timeline', missing: `Which status, time or impact ${which} changed: only the words are kept.`, help },
  ]
}

/** Either half of the impact may be missing: its facts or its periods. */
function findImpactGaps({ impact: { periods, facts } }: PostMortemInput): string[] {
  const lacking = [
    ...(facts.length === 0 ? ['who was affected and how much'] : []),
    ...(periods.length === 0 ? ['in which windows'] : []),
  ]
  return lacking.length > 0 ? [`${capitalizeFirst(lacking.join(', and '))}.`] : []
}

function findDetectionGaps({ state: { incident } }: PostMortemInput, lessons: readonly Lesson[]): string[] {
  const lacking = [
    ...(incident.detectedAt ? [] : ['when and how it was noticed']),
    ...(lessons.some(({ category }) => category === 'uncaught') ? [] : ['why it was not caught before']),
  ]
  return lacking.length > 0 ? [`${capitalizeFirst(lacking.join(', and '))}.`] : []
}

/** An action that helped only after the resolution did not end the incident. */
function findResolutionGaps({ state: { incident }, entries }: PostMortemInput): string[] {
  const helped = entries.filter(({ result }) => result === 'worked' || result === 'helped_in_part')
  if (helped.length === 0) return ['What ended it, and what fixes it for good.']
  const { resolvedAt } = incident
  const ended = helped.some(({ occurredAt }) => resolvedAt === null || occurredAt <= resolvedAt)
  return ended ? [] : ['What ended it.']
}

/** The categories of lessons that are still empty. */
function findLessonGaps(lessons: readonly Lesson[]): string[] {
  const wanted = lessonCategories.filter((category) => category !== 'uncaught')
  const open = wanted.filter((category) => !lessons.some((lesson) => lesson.category === category))
  if (open.length === wanted.length) return ['What went well, what went wrong, where we got lucky, what surprised us.']
  // Something always went well and something badly. Luck and surprises are optional.
  const lacking = open.filter((category) => category === 'well' || category === 'badly')
  if (lacking.length === 0) return []
  return [`Nothing yet: ${lacking.map((category) => lessonHeadings[category].toLowerCase()).join(', ')}.`]
}
