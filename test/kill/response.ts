import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, MessageView, Person, Reply } from '../../playground/workspace.ts'
import { eventually } from '../support/eventually.ts'
import type { Stage } from './stage.ts'

/** One thing that somebody did, and whether the bot confirmed it. */
export interface Deed {
  /** A unique word. */
  word: string
  kind: 'log' | 'hyp' | 'rule-out' | 'reaction' | 'thread reaction' | 'taken back' | 'answer' | 'reply'
  /** Whether the bot reported success for a command or modal; for events the journal of the workspace tells. */
  acknowledged: boolean
  /** The `ts` of the message it is about. */
  ts?: string
  /** The `ts` of the message it replies to. */
  thread?: string
}

/** In ms: the pause between two actions, and after an action that the bot did not answer. */
const pace = { between: 80, afterSilence: 400 }
const emoji = ['pushpin', 'mag', 'scales', 'hammer_and_wrench', 'bulb'] as const

/** People who respond to an incident, one action after another, whatever state the bot is in. */
export class Response {
  readonly deeds: Deed[] = []
  channel: Channel | undefined
  /** When `finish` was called (epoch ms). */
  endedAt = Number.POSITIVE_INFINITY
  readonly #stage: Stage
  readonly #random: () => number
  #isOver = false
  #isSilent = false
  #number = 0

  constructor(stage: Stage, random: () => number) {
    this.#stage = stage
    this.#random = random
  }

  async run(): Promise<void> {
    while (!this.#isOver) {
      await this.#next()
      await sleep(this.#isSilent ? pace.afterSilence : pace.between)
    }
  }

  /** How many commands and modals the bot has confirmed so far. */
  get taken(): number {
    return this.deeds.filter((deed) => deed.acknowledged).length
  }

  end(): void {
    this.#isOver = true
  }

  async #next(): Promise<void> {
    this.channel ??= await this.#declare()
    if (!this.channel) return
    const deeds = [
      () => this.#log(),
      () => this.#log(),
      () => this.#react(),
      () => this.#react(),
      () => this.#reactInThread(),
      () => this.#takeBack(),
      () => this.#track(),
      () => this.#ruleOut(),
      () => this.#answer(),
      () => this.#reply(),
    ]
    await deeds[Math.floor(this.#random() * deeds.length)]?.()
  }

  /** Declares, as people would: with the same words again until there is a channel. */
  async #declare(): Promise<Channel | undefined> {
    const { workspace, ops } = this.#stage
    await this.#anybody.command(ops.id, 'declare SEV1 Checkout is slow')
    const made = workspace.journal.calls('conversations.create').find(({ result }) => 'channel' in result)
    const { id } = (made?.result.channel ?? {}) as { id?: string }
    const channel = id === undefined ? undefined : workspace.channel(id)
    if (!channel?.members.includes(this.#anybody.id)) return undefined
    for (const person of this.#stage.people) await person.join(channel.id)
    return channel
  }

  /** The same person throughout, so that a repeated declaration is the same one. */
  get #anybody(): Person {
    const [ana] = this.#stage.people
    if (!ana) throw new Error('the stage has no people')
    return ana
  }

  get #place(): string {
    return this.channel?.id ?? ''
  }

  #person(): Person {
    return this.#stage.people[this.#number % this.#stage.people.length] ?? this.#anybody
  }

  #word(): string {
    this.#number += 1
    return `word${String(this.#number).padStart(4, '0')}`
  }

  async #log(): Promise<void> {
    const word = this.#word()
    await this.#command('log', word, `log ${word} was seen`, (reply) => reply.text?.includes('Logged') === true)
  }

  async #track(): Promise<void> {
    const word = this.#word()
    await this.#command('hyp', word, `hyp ${word} is the cause`, (reply) => reply.text === undefined)
  }

  async #ruleOut(): Promise<void> {
    const word = this.#word()
    await this.#command('rule-out', word, `rule-out ${word}: no sign`, (reply) => reply.text === undefined)
  }

  async #command(kind: Deed['kind'], word: string, text: string, isTaken: (reply: Reply) => boolean) {
    const reply = await this.#person().command(this.#place, text)
    this.#isSilent = reply.status !== 'ok'
    this.deeds.push({ kind, word, acknowledged: reply.status === 'ok' && isTaken(reply) })
  }

  async #react(): Promise<void> {
    const word = this.#word()
    const ts = await this.#anybody.say(this.#place, `${word} is what I see`)
    await this.#person().react(this.#place, ts, this.#emoji())
    this.deeds.push({ kind: 'reaction', word, acknowledged: false, ts })
  }

  async #reactInThread(): Promise<void> {
    const word = this.#word()
    const thread = await this.#anybody.say(this.#place, 'thread')
    const ts = await this.#person().say(this.#place, `${word} is what I see`, { thread })
    await this.#person().react(this.#place, ts, this.#emoji())
    this.deeds.push({ kind: 'thread reaction', word, acknowledged: false, ts })
  }

  async #takeBack(): Promise<void> {
    const word = this.#word()
    const ts = await this.#anybody.say(this.#place, `${word} is what I see`)
    await this.#anybody.react(this.#place, ts, 'pushpin')
    await this.#anybody.unreact(this.#place, ts, 'pushpin')
    this.deeds.push({ kind: 'taken back', word, acknowledged: false, ts })
  }

  #emoji(): string {
    return emoji[this.#number % emoji.length] ?? 'pushpin'
  }

  async #answer(): Promise<void> {
    const asked = this.#openQuestion()
    const label = asked?.buttons.find((button) => button.includes('because…'))
    if (!asked || !label) return
    const word = this.#word()
    const person = this.#person()
    const reply = await person.press(label, { channel: this.#place, ts: asked.ts })
    if (reply.status !== 'ok' || !reply.modal) return
    const input = reply.modal.labels[0] ?? ''
    const result = await reply.modal.submit({ [input]: `${word} says so` })
    this.deeds.push({ kind: 'answer', word, acknowledged: result.closed && !result.failed })
    if (reply.modal?.isOpen) await reply.modal.close()
  }

  async #reply(): Promise<void> {
    const asked = this.#openQuestion()
    if (!asked) return
    const word = this.#word()
    const ts = await this.#person().say(this.#place, `${word} says so`, { thread: asked.ts })
    this.deeds.push({ kind: 'reply', word, acknowledged: false, ts, thread: asked.ts })
  }

  #openQuestion(): MessageView | undefined {
    return this.channel?.messages().findLast((message) => message.buttons.some((label) => label.includes('because…')))
  }

  /** Takes command, closes the incident and waits for the draft; the bot must no longer be killed. */
  async finish(): Promise<void> {
    this.endedAt = Date.now()
    for (const words of ['commander', 'status identified', 'resolve it was the cache', 'close now']) {
      const reply = await this.#anybody.command(this.#place, words)
      if (reply.status !== 'ok') throw new Error(`${words}: ${reply.error}`)
    }
    await eventually('the draft is in the channel', () => this.channel?.files().length)
  }
}
