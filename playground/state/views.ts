import type { Json } from '../json.ts'
import type { Ids } from './ids.ts'

export interface View {
  id: string
  type: 'modal' | 'home'
  user: string
  /** The view the app sent, with the block and action ids Slack filled in. */
  content: Json & { blocks: Json[] }
  hash: string
  rootId: string
  previousId: string | undefined
  /** What the person has entered so far, by block id and action id. */
  state: Record<string, Record<string, Json>>
  published: string
}

/** The open views: a stack of modals and one Home tab per person. */
export class Views {
  readonly all = new Map<string, View>()
  readonly #stacks = new Map<string, string[]>()
  readonly #homes = new Map<string, string>()
  readonly #ids: Ids

  constructor(ids: Ids) {
    this.#ids = ids
  }

  make(user: string, content: View['content'], previous: View | undefined, ts: string): View {
    const id = this.#ids.next('V')
    const type = content.type === 'home' ? 'home' : 'modal'
    const view: View = {
      id,
      type,
      user,
      content,
      hash: this.#hash(ts),
      rootId: previous?.rootId ?? id,
      previousId: previous?.id,
      state: {},
      published: ts,
    }
    this.all.set(id, view)
    return view
  }

  /** Opens a modal in place of the open ones. */
  open(view: View): void {
    this.closeAll(view.user)
    this.push(view)
  }

  push(view: View): void {
    this.#stacks.set(view.user, [...this.stack(view.user), view.id])
  }

  stack(user: string): string[] {
    return this.#stacks.get(user) ?? []
  }

  top(user: string): View | undefined {
    const id = this.stack(user).at(-1)
    return id === undefined ? undefined : this.all.get(id)
  }

  close(view: View): void {
    this.#stacks.set(
      view.user,
      this.stack(view.user).filter((id) => id !== view.id),
    )
    this.all.delete(view.id)
  }

  closeAll(user: string): void {
    for (const id of this.stack(user)) this.all.delete(id)
    this.#stacks.delete(user)
  }

  replace(view: View, content: View['content'], ts: string): void {
    view.content = content
    view.hash = this.#hash(ts)
    view.published = ts
  }

  publishHome(user: string, content: View['content'], ts: string): View {
    const current = this.home(user)
    if (current) {
      this.replace(current, content, ts)
      return current
    }
    const view = this.make(user, content, undefined, ts)
    this.#homes.set(user, view.id)
    return view
  }

  home(user: string): View | undefined {
    const id = this.#homes.get(user)
    return id === undefined ? undefined : this.all.get(id)
  }

  byExternalId(externalId: string): View | undefined {
    return [...this.all.values()].find((view) => view.content.external_id === externalId)
  }

  #hash(ts: string): string {
    return `${ts.split('.')[0]}.${this.#ids.next('h')}`
  }
}
