import { change } from '../../core/feature/change.ts'
import type { BriefLine } from './model.ts'

export const briefAsked = change('brief.asked').carrying<{
  id: string
  incidentId: string
  requestedBy: string
  challengeId: string | null
  at: Date
}>()

/** A recipient was found; without `goesAt` the commander must agree first. */
export const briefDrafted = change('brief.drafted').carrying<{
  id: string
  lines: BriefLine[]
  recipientId: string
  goesAt: Date | null
}>()

export const briefAgreed = change('brief.agreed').carrying<{ id: string; goesAt: Date }>()

/** The requester edited the preview; `goesAt` is set when the countdown restarts. */
export const briefLinesEdited = change('brief.lines').carrying<{ id: string; lines: BriefLine[]; goesAt?: Date }>()

export const briefSent = change('brief.sent').carrying<{ id: string; lines: BriefLine[]; at: Date }>()

export const briefMissed = change('brief.missed').carrying<{ id: string; at: Date }>()

export const briefAnswered = change('brief.answered').carrying<{ id: string; answer: string; at: Date }>()

export const briefDeclined = change('brief.declined').carrying<{ id: string; at: Date }>()

export const briefCancelled = change('brief.cancelled').carrying<{ id: string; because: string }>()
