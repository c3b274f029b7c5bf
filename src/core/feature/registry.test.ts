import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { at, ben, contextAt, stateWith } from '../../../test/support/situation.ts'
import { action, modal } from '../../messages/action.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { type Decision, emptyDecision, type Refusal } from '../decision.ts'
import { Settings } from '../settings.ts'
import type { IncidentState } from '../state.ts'
import { undoableUndone } from '../undo/changes.ts'
import { change } from './change.ts'
import type { DecisionContext } from './context.ts'
import type { Feature } from './feature.ts'
import type { IncidentHandler } from './handler.ts'
import { metric } from './metric.ts'
import { onAction, onModal } from './on-control.ts'
import { buildCompleteRegistry, buildRegistry, foldSettings, type HandledInput } from './registry.ts'
import { saver } from './saver.ts'
import { settingsPart } from './settings-part.ts'

const joined: HandledInput = { type: 'memberJoined', workspaceId: 'T1', by: ben, channelId: 'CINC' }

/** A feature that returns this outcome when somebody joins. */
const onJoin = (outcome: Decision | Refusal): Feature => ({
  name: 'any',
  memberJoined: { on: 'incident', act: 'read', run: () => outcome },
})
const decisionWith = (id: string): Decision => ({
  changes: [undoableUndone({ id, at: at(0) })],
  send: [{ to: { person: ben.id }, call: { do: 'fetch_person', id } }],
})

async function decide(...features: Feature[]): Promise<Decision | Refusal | undefined> {
  const handler = buildRegistry(features).handlerOf(joined)
  return await handler?.run({ ...contextAt(0), state: stateWith() as never }, joined, undefined as never)
}

describe('an event that several features handle', () => {
  it('joins the decisions of all of them in order', async () => {
    const [one, two] = [decisionWith('one'), decisionWith('two')]
    expect(await decide(onJoin(one), { name: 'idle' }, onJoin(two))).toEqual({
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
    expect(await decide(onJoin(emptyDecision), { name: 'idle' })).toEqual(emptyDecision)
  })

  it('has no handler when no feature handles it', () => {
    expect(buildRegistry([{ name: 'idle' }]).handlerOf(joined)).toBeUndefined()
  })
})

describe('two features that claim one name', () => {
  const event = (): IncidentHandler<never> => ({ on: 'incident', act: 'read', run: () => emptyDecision })
  const tea = change('tea.served').carrying<{ id: string }>()
  it.each<[string, () => Omit<Feature, 'name'>]>([
    ['action "tea.serve"', () => ({ actions: [onAction(action('tea.serve', {}), 'respond', () => emptyDecision)] })],
    ['modal "tea"', () => ({ modals: [onModal(modal('tea', {}), 'respond', () => emptyDecision)] })],
    ['shortcut "tea"', () => ({ shortcuts: { tea: event() } })],
    ['timer "tea"', () => ({ timerDue: { tea: event() } })],
    [
      'metric "teas"',
      () => ({ metrics: [metric(async () => null, { teas: { help: 'Teas', labels: [], samples: () => [] } })] }),
    ],
    ['change "tea.served"', () => ({ savers: [saver(tea, async () => undefined)] })],
    ['replies to the live message "tea"', () => ({ liveMessageReplied: { tea: event() } })],
    ['opening of Home "home"', () => ({ homeOpened: { on: 'viewer', act: 'read', run: () => emptyDecision } })],
  ])('are refused at the start, both named: the %s', (claim, brings) => {
    const both = () =>
      buildRegistry([
        { name: 'kitchen', ...brings() },
        { name: 'bar', ...brings() },
      ])
    expect(both).toThrow(`two features claim the ${claim}: kitchen and bar`)
  })
})

describe('the settings of features', () => {
  interface Tea {
    tea: string
  }
  const teaFeature = (): Feature<DecisionContext, object, Tea> => ({
    name: 'tea',
    settings: settingsPart(() => z.object({ tea: z.string().default('green') })),
  })
  const thirsty: Feature<DecisionContext<IncidentState, Settings & Tea>> = { name: 'thirsty' }
  const plain: Feature<DecisionContext, object, Settings> = { name: 'plain', settings: Settings }

  it('are folded into one', () => {
    const parse = foldSettings([plain, teaFeature()])
    expect(parse({ tea: 'black' }).settings).toMatchObject({ command: '/incident', tea: 'black' })
    expect(parse({ tea: 1, milk: true }).mistakes).toEqual([
      'tea: must be a text',
      'the file: "milk" is not known here: correct or remove it',
    ])
  })

  it('are refused where two features claim one key', () => {
    const two = [teaFeature(), { ...teaFeature(), name: 'bar' }]
    expect(() => buildRegistry(two)).toThrow('two features claim the setting "tea": tea and bar')
    expect(() => foldSettings([plain, ...two])({})).toThrow('"tea" is registered twice')
  })

  it('are there for every feature that reads them, or the bot does not compile', () => {
    const withTea = foldSettings([plain, teaFeature()])
    const without = foldSettings([plain])
    buildCompleteRegistry([thirsty], withTea)
    // @ts-expect-error: no feature adds tea
    buildCompleteRegistry([thirsty], without)
  })
})
