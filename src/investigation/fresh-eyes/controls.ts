import { z } from 'zod'
import { action, idFieldOr, modal } from '../../messages/action.ts'

const ofBrief = { id: z.string() }
/** The challenge from which somebody is asked; null if from none. */
const fromChallenge = { challengeId: idFieldOr('') }

export const briefActions = {
  request: action('fresh_eyes', fromChallenge),
  name: action('brief.name', fromChallenge),
  send: action('brief.send', ofBrief),
  change: action('brief.change', ofBrief),
  cancel: action('brief.cancel', ofBrief),
  agree: action('brief.agree', ofBrief),
  refuse: action('brief.refuse', ofBrief),
  answer: action('brief.answer', ofBrief),
  decline: action('brief.decline', ofBrief),
}

/** Ticked lines of a brief: `in` for those it may say, `out` for those that give something away. */
export type LineInput = `${'in' | 'out'}-${string}`

export const briefModals = {
  request: modal('fresh_eyes', fromChallenge, ['person']),
  change: modal('brief.change', ofBrief, ['person', 'in-*', 'out-*']),
  answer: modal('brief.answer', ofBrief, ['check', 'cause']),
}
