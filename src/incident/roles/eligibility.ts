import { escapeMrkdwn } from '../../messages/mrkdwn.ts'

/** What matters of somebody's account where a role is given. */
export interface Account {
  name: string
  bot: boolean
  gone: boolean
}

/** Why this account can hold no role, as the end of a sentence; undefined for a person who is there. */
export function explainRoleIneligibility(account: Account, id: string): string | undefined {
  const name = escapeMrkdwn(account.name)
  if (account.gone) return `${name}'s account is deactivated`
  if (!account.bot) return undefined
  return account.name === id ? `Slack knows no person ${name}` : `${name} is a bot`
}
