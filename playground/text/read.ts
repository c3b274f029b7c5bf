import type { World } from '../world.ts'

const TOKEN = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g

/** Renders encoded text as a reader sees it: names instead of ids, labels instead of links. */
export function readable(text: string, world: World): string {
  return unescaped(
    text.replaceAll(TOKEN, (_, mark: string, target: string, label?: string) => {
      if (mark === '@') return `@${world.people.users.get(target)?.name ?? label ?? target}`
      if (mark === '#') return `#${world.conversations.get(target)?.name ?? label ?? target}`
      if (mark === '!') return special(target, label, world)
      return label ?? target
    }),
  )
}

function special(target: string, label: string | undefined, world: World): string {
  const [kind, id] = target.split('^')
  if (kind === 'date') return label ?? ''
  if (kind === 'subteam') return `@${world.people.groups.get(id ?? '')?.handle ?? label ?? id}`
  return `@${kind}`
}

export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/**
 * Who encoded text notifies: user ids, `!channel`, `!here`, `!everyone` and group ids. Escaped text notifies nobody.
 */
export function pings(text: string): string[] {
  const found: string[] = []
  for (const [, mark, target] of text.matchAll(TOKEN)) {
    if (mark === '@' && target) found.push(target)
    if (mark === '!' && target && /^(?:channel|here|everyone)$/.test(target)) found.push(`!${target}`)
    if (mark === '!' && target?.startsWith('subteam^')) found.push(target.slice('subteam^'.length))
  }
  return found
}

/** Removes code, in which mentions notify nobody. */
export function withoutCode(text: string): string {
  return text.replaceAll(/```[\s\S]*?```|`[^`\n]+`/g, ' ')
}
