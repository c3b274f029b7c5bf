import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, OpenModal, Person } from '../../../playground/workspace.ts'
import { type Chance, chanceOf } from './chance.ts'
import { commandKinds, commands, type Deed, type DeedKind, type MessageKind } from './deeds.ts'
import type { Stage } from './stage.ts'

/** Pauses between two actions, and after an action that the bot did not answer (ms). */
const pace = { least: 50, most: 350, afterSilence: 500 }
/** People wait for a busy machine until fewer than `events` are undelivered, for at most `longest` (ms). */
const crowd = { events: 8, longest: 3_000 }
/** People stop after this time, however little the bot has accepted (ms). */
const longestResponse = 40_000
const emoji = ['pushpin', 'mag', 'scales', 'hammer_and_wrench', 'repeat', 'bulb'] as const

/** Everybody acts concurrently, each one action after another, whatever state the bot is in. */
export async function respond(stage: Stage, channel: Channel): Promise<Deed[]> {
  const deeds: Deed[] = []
  const responders = stage.people.map((person, index) => new Responder(stage, channel, { person, index }, deeds))
  await Promise.all(responders.map((responder) => responder.run()))
  return deeds
}

class Responder {
  readonly #stage: Stage
  readonly #place: string
  readonly #channel: Channel
  readonly #person: Person
  readonly #chance: Chance
  readonly #deeds: Deed[]
  #words = 0
  #isSilent = false

  constructor(stage: Stage, channel: Channel, { person, index }: { person: Person; index: number }, deeds: Deed[]) {
    this.#stage = stage
    this.#channel = channel
    this.#place = channel.id
    this.#person = person
    this.#chance = chanceOf(stage.plan.seed, 10 + index)
    this.#deeds = deeds
  }

  /** An unanswered action counts for only a fraction, so that people continue despite a silent bot. */
  async run(): Promise<void> {
    const end = performance.now() + longestResponse
    for (let done = 0; done < this.#stage.plan.deeds && performance.now() < end; ) {
      await this.#next()
      done += this.#isSilent ? 0.2 : 1
      await sleep(this.#isSilent ? pace.afterSilence : this.#chance.between(pace.least, pace.most))
      await this.#letThrough()
    }
  }

  async #letThrough(): Promise<void> {
    const { workspace } = this.#stage
    const end = performance.now() + crowd.longest
    while (workspace.undelivered >= crowd.events && performance.now() < end) await sleep(50)
  }

  async #next(): Promise<void> {
    this.#isSilent = false
    const next = this.#chance.weighted<() => Promise<void>>([
      [10, () => this.#command()],
      [4, () => this.#capture('captured')],
      [2, () => this.#capture('captured in a thread')],
      [2, () => this.#capture('taken back')],
      [1, () => this.#capture('edited')],
      [1, () => this.#capture('deleted')],
      [1, () => this.#mention()],
      [1, () => this.#evidence()],
      [1, () => this.#update()],
      [1, () => this.#undo()],
      [1, () => this.#takeRole()],
    ])
    await next()
  }

  #word(): string {
    this.#words += 1
    return `${this.#person.name}${String(this.#words).padStart(3, '0')}`
  }

  #did(kind: DeedKind, word: string, isAcknowledged: boolean, more: Partial<Deed> = {}): void {
    this.#deeds.push({ kind, word, by: this.#person.name, isAcknowledged, ...more })
    const { log } = this.#stage
    log.note(`${kind} ${word}${isAcknowledged ? '' : more.ts ? '' : ', not acknowledged'}`)
    log.count('deeds')
    if (isAcknowledged) log.count('acknowledged')
  }

  /** A command counts as acknowledged if the reply repeats its word. */
  async #command(): Promise<void> {
    const kind = this.#chance.pick([...commandKinds, 'log', 'back-dated', 'hypothesis'] as const)
    const word = this.#word()
    const reply = await this.#person.command(this.#place, commands[kind].type(word, new Date()))
    this.#isSilent = reply.status !== 'ok'
    this.#did(kind, word, reply.status === 'ok' && reply.text?.includes(word) === true)
  }

  async #takeRole(): Promise<void> {
    const role = this.#chance.pick(['commander', 'owner'])
    const reply = await this.#person.command(this.#place, role)
    this.#isSilent = reply.status !== 'ok'
    this.#stage.log.note(`${this.#person.name}: ${role}, ${reply.error ?? reply.text?.split('\n')[0]}`)
  }

  async #capture(kind: MessageKind): Promise<void> {
    const word = this.#word()
    const { log, people } = this.#stage
    const thread = kind === 'captured in a thread' ? { thread: await this.#person.say(this.#place, 'Look here') } : {}
    const ts = await this.#person.say(this.#place, `${word} is what I see`, thread)
    const other = this.#chance.pick(people)
    const name = this.#chance.pick(emoji)
    await other.react(this.#place, ts, name)
    await sleep(this.#chance.between(0, 400))
    if (kind === 'taken back') await other.unreact(this.#place, ts, name)
    if (kind === 'edited') await this.#person.edit(this.#place, ts, `${word} is what I saw`)
    if (kind === 'deleted') await this.#person.deleteMessage(this.#place, ts)
    this.#deeds.push({ kind, word, by: this.#person.name, isAcknowledged: false, ts })
    log.note(`${kind} ${word} (${ts} ${name})`)
    log.count('deeds')
  }

  async #mention(): Promise<void> {
    const word = this.#word()
    const thread = await this.#person.say(this.#place, 'Look here')
    const ts = await this.#person.say(this.#place, `@fresheyes log ${word} was mentioned`, { thread })
    this.#did('mention', word, false, { ts })
  }

  async #evidence(): Promise<void> {
    if (!this.#sees('Evidence…')) return
    const word = this.#word()
    const reply = await this.#person.press('Evidence…', { channel: this.#place })
    this.#isSilent = reply.status !== 'ok'
    // The modal asks differently before there is anything on record to cite.
    const seen = reply.modal?.labels.find((label) => label.includes('was seen')) ?? 'What was seen?'
    await this.#submit('evidence', word, reply.modal, {
      [seen]: `${word} is rising`,
      'It speaks': this.#chance.pick(['For it', 'Against it']),
    })
  }

  async #update(): Promise<void> {
    const word = this.#word()
    const reply = await this.#person.command(this.#place, `update ${word} is slow`)
    this.#isSilent = reply.status !== 'ok'
    await this.#submit('update', word, reply.modal, {})
  }

  async #submit(
    kind: DeedKind,
    word: string,
    form: OpenModal | undefined,
    values: Record<string, string>,
  ): Promise<void> {
    if (!form) return
    const { closed, failed } = await form.submit(values)
    this.#did(kind, word, closed && !failed)
    if (form.isOpen) await form.close()
  }

  /** The latest entry that this person logged and has not tried to undo. */
  async #undo(): Promise<void> {
    const deed = this.#deeds.findLast(
      ({ kind, by, isAcknowledged }) => kind === 'log' && by === this.#person.name && isAcknowledged,
    )
    if (!deed || deed.isUndone) return
    deed.isUndone = true
    const { status, error } = await this.#person.press('Undo', { channel: this.#place, near: deed.word })
    this.#isSilent = status !== 'ok'
    this.#stage.log.note(`undo ${deed.word}${error ? `, ${error}` : ''}`)
  }

  #sees(label: string): boolean {
    return this.#channel.messages().some(({ buttons }) => buttons.includes(label))
  }
}
