import type { Channel, MessageView, OpenModal, Person } from '../../playground/workspace.ts'
import type { Office } from '../support/office.ts'

type Where = NonNullable<Parameters<Person['press']>[1]>

/** One part of the tour. */
export type Part = (tour: Tour) => Promise<void>

/** Walks through the bot and writes down everything that people read on the way. */
export class Tour {
  readonly office: Office
  readonly #channels: Channel[] = []
  readonly #known = new Map<string, string>()
  readonly #page: string[] = []
  readonly #met = new Set<string>()

  constructor(office: Office) {
    this.office = office
    this.#channels.push(office.ops, office.announcements)
  }

  follow(channel: Channel): void {
    if (!this.#channels.some(({ id }) => id === channel.id)) this.#channels.push(channel)
  }

  heading(words: string): void {
    this.#page.push(`## ${words}`)
  }

  subheading(words: string): void {
    this.#page.push(`### ${words}`)
  }

  /** Performs an action and writes down what everybody reads because of it, once everything is quiet. */
  async see(what: string, action: () => Promise<unknown>): Promise<void> {
    const shown = await this.#shownBy(action)
    this.#page.push(`**${what}**`, ...(shown.length > 0 ? shown : ['Nobody is told anything.']))
  }

  /** Performs a preparatory action without writing it down: the page shows its kind elsewhere. */
  async aside<T>(action: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<T>()
    await this.#shownBy(async () => resolve(await action()))
    return promise
  }

  /** Posts a message and waits for what it leads to, so that whatever marks it comes second. Returns its `ts`. */
  said(person: Person, channel: string, words: string): Promise<string> {
    return this.aside(() => person.say(channel, words))
  }

  /** Somebody clicks a button or picks from a menu. */
  async press(person: Person, label: string, where: Where = {}): Promise<void> {
    await this.see(`${capital(person.name)} presses *${label}*`, () => person.press(label, where))
  }

  /** Somebody fills in and submits the modal they have open; the result is written down. */
  async send(person: Person, values: Record<string, string | string[]>): Promise<void> {
    await this.see(`${capital(person.name)} sends the form off`, () => this.submit(person, values))
  }

  /** Somebody opens a modal and closes it again. */
  async look(person: Person, label: string, where: Where = {}): Promise<void> {
    await this.press(person, label, where)
    await this.close(person)
  }

  /** Somebody types a command. */
  async type(person: Person, channel: string, words: string): Promise<void> {
    const said = `/incident ${words}`.trim()
    await this.see(`${capital(person.name)} types \`${said}\``, () => person.command(channel, words))
  }

  /** Somebody submits the modal they have open; throws if it is refused. */
  async submit(person: Person, values: Record<string, string | string[]>): Promise<void> {
    const form = person.modal()
    if (!form) throw new Error(`${person.name} has no modal open`)
    const { errors, failed } = await form.submit(values)
    if (errors || failed) throw new Error(`the modal was refused: ${failed ?? JSON.stringify(errors)}`)
  }

  async close(person: Person): Promise<void> {
    while (person.modal()) await person.modal()?.close()
  }

  /** Whether the tour has shown a button or modal of this name. */
  met(kind: 'button' | 'form', name: string): boolean {
    return this.#met.has(`${kind} ${name}`)
  }

  get text(): string {
    return this.#page.join('\n\n')
  }

  async #shownBy(action: () => Promise<unknown>): Promise<string[]> {
    // A second between two actions: actions at the same time have no defined order.
    const { clock, quiet, workspace } = this.office
    clock.moveTo(new Date(clock.now().getTime() + 1_000))
    await action()
    await quiet()
    this.#meet(workspace.journal.entries())
    return [...this.#inChannels(), ...this.#privately()]
  }

  #inChannels(): string[] {
    return this.#channels.flatMap((channel) => {
      const messages = channel
        .messages()
        .filter(({ botId, subtype }) => botId === this.office.workspace.botId && !subtype)
      const topic = this.#isNew(`topic ${channel.id}`, channel.topic)
        ? [framed(`topic of #${channel.name}`, channel.topic)]
        : []
      return [...messages.flatMap((message) => this.#message(`#${channel.name}`, message)), ...topic]
    })
  }

  #privately(): string[] {
    const people = this.office.workspace.people().filter(({ id }) => id !== this.office.workspace.botUserId)
    return people.flatMap((person) => {
      const messages = [...person.ephemerals(), ...person.directMessages().filter(({ botId }) => botId)]
      return [
        ...messages.flatMap((message) => this.#message(`only ${person.name}`, message)),
        ...this.#form(person, 'form', person.modal()),
        ...this.#form(person, 'Home', person.home()),
      ]
    })
  }

  /** Records the names of all buttons and modals in this payload; in a menu, the name of each choice. */
  #meet(sent: unknown): void {
    const text = JSON.stringify(sent)
    const found = (kind: string, pattern: RegExp) => {
      for (const [, name] of text.matchAll(pattern)) this.#met.add(`${kind} ${name}`)
    }
    found('button', /\\*"action_id\\*":\\*"([a-z_.]+)/g)
    found('button', /\\*"value\\*":\\*"([a-z_.]+):/g)
    found('form', /\\*"callback_id\\*":\\*"([a-z_.]+)/g)
  }

  #message(where: string, view: MessageView): string[] {
    const { ts, channel, plain, edited, thread } = view
    this.#meet(view.blocks ?? [])
    const before = this.#known.has(`${channel} ${ts}`)
    if (!this.#isNew(`${channel} ${ts}`, plain)) return []
    return [framed(`${where}${thread ? ', in the thread' : ''}${before || edited ? ', edited' : ''}`, plain)]
  }

  #form(person: Person, kind: string, form: OpenModal | undefined): string[] {
    if (!form) {
      this.#known.delete(`${kind} ${person.id}`)
      return []
    }
    this.#meet(form.blocks)
    const shown = kind === 'Home' ? form.plain : `${form.title}\n${form.plain}`
    return this.#isNew(`${kind} ${person.id}`, shown) ? [framed(`${kind} of ${person.name}`, shown)] : []
  }

  #isNew(key: string, shown: string): boolean {
    if ((this.#known.get(key) ?? '') === shown) return false
    this.#known.set(key, shown)
    return true
  }
}

/** A code block, which shows every character as it is. */
const framed = (where: string, shown: string): string =>
  `_${where}_\n\n\`\`\`text\n${shown.replaceAll('```', "'''")}\n\`\`\``

export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
