import { escapeMrkdwn } from '../../messages/mrkdwn.ts'

/** The parts of a Slack account that decide whether it can hold a role. `gone`: deactivated. */
export interface Account {
  name: string
  bot: boolean
  gone: boolean
}

/** Why this account cannot hold a role, as a clause for a message; undefined for an active person. */
export function explainRoleIneligibility(account: Account, id: string): string | undefined {
  const name = escapeMrkdwn(account.name)
  if (account.gone) return `${name}'s account is deactivated`
  if (!account.bot) return undefined
  return account.name === id ? `Slack knows no person ${name}` : `${name} is a bot`
}
