import type { Settings } from '../config/settings.ts'
import type { Incident } from '../incident/model.ts'
import { headline } from '../incident/view.ts'

/** The duties of a role, told privately to whoever takes it. */
export function duties(role: string, incident: Incident, { command }: Settings): string {
  const title = `You are ${role} of *${headline(incident)}*.`
  if (role === 'commander') {
    return `${title}\nYou decide who does what. Keep \`${command} hyp …\` true to what the team believes; I will ask when it stands unquestioned. Hand over with \`${command} commander @name\`.`
  }
  return `${title}\nYou answer for the post-mortem and the follow-ups. Nothing to do until it is resolved.`
}
