import { hasType } from '../../core/record/entry-data.ts'
import type { Entry, EntryKind } from '../../core/record/model.ts'
import { impactEntry } from '../../incident/impact/entry-data.ts'
import {
  declarationEntry,
  detailsCorrectionEntry,
  statusEntry,
  timeCorrectionEntry,
} from '../../incident/lifecycle/entry-data.ts'
import { roleEntry } from '../../incident/roles/entry-data.ts'
import {
  hypothesisEndedEntry,
  hypothesisReopenedEntry,
  testBegunEntry,
  testClosedEntry,
} from '../../investigation/ledger/entry-data.ts'
import { waitBegunEntry, waitEndedEntry } from '../../investigation/ledger/waits/entry-data.ts'
import { challengeEntryTypes } from './challenges.ts'

/** The types of entry without which a fact of the incident cannot be told, by the kind of entry. */
const factTypesByKind = {
  status: [declarationEntry, statusEntry],
  correction: [timeCorrectionEntry, detailsCorrectionEntry],
  impact: [impactEntry],
} satisfies Partial<Record<EntryKind, unknown>>

/** The entries that changed a fact of the incident, of which only the words are known. */
export const findUntoldEntries = (entries: readonly Entry[]): Entry[] =>
  entries.filter((entry) => {
    const types = isFactKind(entry.kind) ? factTypesByKind[entry.kind] : []
    return types.length > 0 && types.every((type) => type.read(entry) === undefined)
  })

const isFactKind = (kind: EntryKind): kind is keyof typeof factTypesByKind => kind in factTypesByKind

/** All types of entry that the document reads. */
const documentTypes = [
  ...[...factTypesByKind.status, ...factTypesByKind.correction, ...factTypesByKind.impact, roleEntry],
  ...[hypothesisEndedEntry, hypothesisReopenedEntry, testBegunEntry, testClosedEntry],
  ...[waitBegunEntry, waitEndedEntry, ...challengeEntryTypes],
]

/** The entries whose stored data is not what its type says. The document treats them like entries without data. */
export const findUnreadableEntries = (entries: readonly Entry[]): Entry[] =>
  entries.filter(
    (entry) =>
      entry.data !== null &&
      (!hasType(entry.data) || documentTypes.some((type) => type.owns(entry) && type.read(entry) === undefined)),
  )
