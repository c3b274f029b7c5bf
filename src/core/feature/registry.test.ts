import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { at, ben, momentAt, stateWith } from '../../../test/support/situation.ts'
import { action } from '../../messages/action.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { type Decision, emptyDecision, type Refusal } from '../decision.ts'
import { Settings } from '../settings.ts'
import type { IncidentState } from '../state.ts'
import { undoableUndone } from '../undo/changes.ts'
import type { DecisionContext } from './context.ts'
import { onAction } from './on-control.ts'
import { buildCompleteRegistry, buildRegistry, type Feature, foldSettings, type HandledInput } from './registry.ts'
import { settingsPart } from './settings-part.ts'

const joined: HandledInput = { type: 'memberJoined', workspaceId: 'T1', by: ben, channelId: 'CINC' }

/** A feature that returns this outcome when somebody joins. */
const onJoin = (outcome: Decision | Refusal): Feature => ({
  memberJoined: { on: 'incident', act: 'read', run: () => outcome },
})
const decisionWith = (id: string): Decision => ({
  changes: [undoableUndone({ id, at: at(0) })],
  send: [{ to: { person: ben.id }, call: { do: 'fetch_person', id } }],
})

async function decide(...features: Feature[]): Promise<Decision | Refusal | undefined> {
  const handler = buildRegistry(features).handlerOf(joined)
  return await handler?.run(stateWith() as never, joined, momentAt(0), undefined as never)
}

describe('an event that several features handle', () => {
  it('joins the decisions of all of them in order', async () => {
    const [one, two] = [decisionWith('one'), decisionWith('two')]
    expect(await decide(onJoin(one), {}, onJoin(two))).toEqual({
      changes: [...one.changes, ...two.changes],
      send: [...one.send, ...two.send],
    })
  })

  it('keeps the decisions of the others when one refuses, and shows the refusal', async () => {
    const one = decisionWith('one')
    expect(await decide(onJoin(one), onJoin({ refusal: 'Not here.' }))).toEqual({
      ...one,
      answer: { say: sentenceMessage('Not here.') },
    })
    expect(await decide(onJoin({ refusal: '' }), onJoin(one))).toEqual(one)
  })

  it('stays a refusal when only one feature handles it', async () => {
    expect(await decide(onJoin({ refusal: 'Not here.' }))).toEqual({ refusal: 'Not here.' })
    expect(await decide(onJoin(emptyDecision), {})).toEqual(emptyDecision)
  })

  it('has no handler when no feature handles it', () => {
    expect(buildRegistry([{}]).handlerOf(joined)).toBeUndefined()
  })
})

it('refuses two features that claim the same button', () => {
  const take = (): Feature => ({ actions: [onAction(action('role.take', {}), 'respond', () => emptyDecision)] })
  expect(() => buildRegistry([take(), take()])).toThrow('"role.take" is registered twice')
})

describe('the settings of features', () => {
  interface Tea {
    tea: string
  }
  const teaFeature = (): Feature<IncidentState, object, DecisionContext, Tea> => ({
    settings: settingsPart(() => z.object({ tea: z.string().default('green') })),
  })
  const thirsty: Feature<IncidentState, object, DecisionContext<Settings & Tea>> = {}
  const plain: Feature<IncidentState, object, DecisionContext, Settings> = { settings: Settings }

  it('are folded into one', () => {
    const parse = foldSettings([plain, teaFeature()])
    expect(parse({ tea: 'black' }).settings).toMatchObject({ command: '/incident', tea: 'black' })
    expect(parse({ tea: 1, milk: true }).mistakes).toEqual([
      'tea: must be a text',
      'the file: "milk" is not known here: correct or remove it',
    ])
  })

  it('are refused where two features claim one key', () => {
    expect(() => foldSettings([plain, teaFeature(), teaFeature()])({})).toThrow('"tea" is registered twice')
  })

  it('are there for every feature that reads them, or the bot does not compile', () => {
    const withTea = foldSettings([plain, teaFeature()])
    const without = foldSettings([plain])
    buildCompleteRegistry([thirsty], withTea)
    // @ts-expect-error: no feature adds tea
    buildCompleteRegistry([thirsty], without)
  })
})
