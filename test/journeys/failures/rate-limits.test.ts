import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chunks } from '../../support/chunks.ts'
import { declareFully, formOf, here } from '../../support/forms.ts'
import { anaReadsDrafts, draftOf, lastDraft, linesOf, modalOf, posts } from '../../support/look.ts'
import { methodScopes } from '../../support/methods.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { onlyLine } from '../../support/record.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: { ...anaReadsDrafts, freshEyes: { group: 'SFRESH' } } })
  office.workspace.addGroup({ id: 'SFRESH', handle: 'fresh', users: ['UCLEO'] })
})
afterAll(() => office.close())

/** The calls whose responses are lost, so that the bot makes the look-up in the key. */
const lookedUp: Record<string, string> = {
  'bookmarks.list': 'bookmarks.add',
  'conversations.history': 'chat.postMessage',
  'users.conversations': 'conversations.create',
}

/** Called after an incident is closed; `files.list` only to find out whether a canvas was created. */
const ofCanvases = ['canvases.create', 'canvases.edit', 'files.list']

/** Called while somebody waits for a modal, so they cannot be retried later: the person is asked to try again. */
const forms = ['views.open', 'views.update']

const callsTo = (method: string) => office.workspace.journal.calls(method)
const limited = (method: string) => callsTo(method).filter(({ status }) => status === 429).length

let incidents = 0

/** An incident that needs every method not tested separately below. */
async function respond(...methods: string[]): Promise<void> {
  const { ana, ben, workspace } = office
  incidents += 1
  workspace.addGroup({ id: `SG${incidents}`, handle: `group-${incidents}`, users: [] })
  workspace.addChannel({ id: `CX${incidents}`, name: `elsewhere-${incidents}`, members: ['UANA'] })
  workspace.addUser({ id: `UN${incidents}`, name: `newcomer-${incidents}` })
  for (const method of methods) {
    const lost = lookedUp[method]
    if (lost) workspace.faults.dropAfterEffect(lost, 1)
  }
  await ana.command(office.ops.id, `declare SEV4 Limited ${incidents}`)
  await office.pass(2)
  const channel = office.incidentChannel()
  await ben.join(channel.id)
  await office.quiet()
  await ana.remove(channel.id, workspace.botUserId)
  const ts = await ben.say(channel.id, `<@UN${incidents}> <!subteam^SG${incidents}> <#CX${incidents}>`)
  await ana.invite(channel.id, workspace.botUserId)
  await ana.react(channel.id, ts, 'pushpin')
  await ana.command(channel.id, 'hyp the cache is cold')
  await office.quiet()
  await ana.unreact(channel.id, ts, 'pushpin')
  await office.quiet()
  await ana.react(channel.id, ts, 'mag')
  // Enough time to fetch the message despite the rate limit.
  await office.pass(3)
  await ana.command(channel.id, 'fresh-eyes')
  await office.quiet()
  await ana.command(channel.id, 'status monitoring')
  await ben.say(channel.id, '@fresheyes nonsense')
  await ana.openHome()
  await office.pass(5)
}

describe('429 on every method', () => {
  const apart = [
    ...forms,
    ...ofCanvases,
    'auth.test',
    'conversations.open',
    'conversations.join',
    'conversations.rename',
  ]
  const methods = Object.keys(methodScopes).filter((method) => !apart.includes(method))

  // Six methods per incident: none of them holds up a call to another.
  it.each(chunks(methods, 6).map((group) => ({ group })))(
    '$group: delivers everything once, later',
    async ({ group }) => {
      const before = group.map(limited)
      for (const method of group) office.workspace.faults.rateLimit(method, { seconds: 20, times: 2 })
      await respond(...group)
      const draft = await draftLater()
      expect(group.map((method, index) => [method, limited(method) - (before[index] ?? 0)])).toEqual(
        group.map((method) => [method, 2]),
      )
      const channel = office.incidentChannel()
      expect(await onlyLine(office, channel)).toMatchObject({
        kind: 'observation',
        state: 'shown',
        text: `@newcomer-${incidents} @group-${incidents} #elsewhere-${incidents}`,
      })
      expect(linesOf(draft, 'status', 'hypothesis').map((line) => line.slice(6))).toEqual([
        `**status** Declared as SEV4: Limited ${incidents} (ana)`,
        '**hypothesis** the cache is cold (ana)',
        expect.stringContaining('**status** Monitoring'),
      ])
      const said = channel.messages().filter(({ botId }) => botId)
      for (const words of ['Declared by', 'What we believe', 'Hypothesis: '])
        expect(
          said.filter(({ plain }) => plain.includes(words)),
          words,
        ).toHaveLength(1)
    },
  )

  it.each(ofCanvases)('%s: creates one canvas, later', async (method) => {
    const { ana, workspace } = office
    if (method === 'files.list') workspace.faults.dropAfterEffect('canvases.create', 1)
    incidents += 1
    await ana.command(office.ops.id, `declare SEV4 Limited ${incidents}`)
    await office.pass(2)
    const channel = office.incidentChannel()
    const before = limited(method)
    workspace.faults.rateLimit(method, { seconds: 20, times: 2 })
    await ana.command(channel.id, 'close now')
    await office.pass(5)
    await ana.command(channel.id, 'followup alert on pool size')
    await office.pass(5)
    expect(limited(method) - before).toBe(2)
    const [canvas, ...others] = channel.canvases()
    expect(others).toEqual([])
    expect(canvas?.markdown).toContain('alert on pool size')
  })

  async function draftLater() {
    const channel = office.incidentChannel()
    await office.ana.command(channel.id, 'export md')
    await office.pass(3)
    return lastDraft(channel)
  }

  it('auth.test: starts the bot anyway and captures', async () => {
    await respond('auth.test')
    office.workspace.faults.rateLimit('auth.test', { seconds: 20, times: 2 })
    await office.restart()
    const channel = office.incidentChannel()
    const ts = await office.ben.say(channel.id, 'who are we?')
    await office.ana.react(channel.id, ts, 'scales')
    await office.quiet()
    expect(limited('auth.test')).toBeGreaterThan(0)
    expect(linesOf(await draftOf(office, channel), 'decision')).toEqual([expect.stringContaining('who are we?')])
  })

  it('conversations.open: reports a failure once, even when the response is lost', async () => {
    office.workspace.faults.error('conversations.create', 'restricted_action')
    office.workspace.faults.dropAfterEffect('chat.postMessage', 2)
    office.workspace.faults.rateLimit('conversations.open', { seconds: 20, times: 2 })
    await office.ana.command(office.ops.id, 'declare SEV4 Told once')
    await office.pass(3)
    expect(limited('conversations.open')).toBe(2)
    const told = office.ana.directMessages().filter(({ plain }) => plain.includes('create the incident channel'))
    expect(told).toHaveLength(1)
  })

  it('conversations.join: begins the incident in the current channel, later', async () => {
    const { ana, workspace } = office
    const payments = workspace.addChannel({ name: 'payments', members: ['UANA', 'UBEN'] })
    workspace.faults.rateLimit('conversations.join', { seconds: 20, times: 2 })
    await declareFully(ana, payments.id, { 'What is wrong?': 'Cards are refused', Where: [here] })
    await office.pass(3)
    expect(limited('conversations.join')).toBe(2)
    expect(posts(payments, 'Declared by')).toHaveLength(1)
    await ana.command(payments.id, 'cancel only a test')
    await office.quiet()
  })

  it('conversations.rename: marks a drill in its channel name, later', async () => {
    const channel = await office.declare('SEV4 Fire alarm')
    office.workspace.faults.rateLimit('conversations.rename', { seconds: 20, times: 2 })
    await office.ana.command(channel.id, 'mode drill')
    await office.pass(3)
    expect(limited('conversations.rename')).toBe(2)
    expect(channel.name).toContain('-drill-')
  })

  it('views.update: leaves the modal as it is, and the button works when clicked again', async () => {
    const { ana } = office
    const form = modalOf(await ana.command(office.ops.id, 'declare'))
    await form.fill({ 'What is wrong?': 'typed already' })
    office.workspace.faults.rateLimit('views.update', { seconds: 20 })
    await ana.press('More…')
    expect(formOf(ana).labels).not.toContain('Where')
    await ana.press('More…')
    expect(formOf(ana).labels).toContain('Where')
    expect(formOf(ana).values['What is wrong?']).toMatchObject({ value: 'typed already' })
    await formOf(ana).close()
  })

  it('views.open: asks the person to try again, and then the modal opens', async () => {
    office.workspace.faults.rateLimit('views.open', { seconds: 20 })
    const first = await office.ana.command(office.ops.id, 'declare')
    expect(first.text).toBe('Slack was too slow to open the form. Please try again.')
    expect(modalOf(await office.ana.command(office.ops.id, 'declare')).title).toBe('Declare an incident')
  })
})

describe('a revoked scope', () => {
  it.each(['reactions:write', 'users:read', 'usergroups:read', 'files:read', 'bookmarks:write'])(
    '%s: still records what people did',
    async (scope) => {
      office.workspace.faults.revokeScope(scope)
      const channel = await office.declare(`SEV4 Without ${scope}`)
      await office.ben.join(channel.id)
      const ts = await office.ben.say(channel.id, 'kept')
      await office.ana.react(channel.id, ts, 'pushpin')
      await office.quiet()
      office.workspace.faults.restoreScope(scope)
      expect(await onlyLine(office, channel)).toMatchObject({ kind: 'note', text: 'kept', state: 'shown' })
    },
  )
})
