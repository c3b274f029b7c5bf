/** Third parties that are known by name, as they write themselves; a word of the trade alone is no name. */
const names: Record<string, string> = {
  aws: 'AWS',
  amazon: 'Amazon',
  gcp: 'GCP',
  google: 'Google',
  azure: 'Azure',
  microsoft: 'Microsoft',
  cloudflare: 'Cloudflare',
  fastly: 'Fastly',
  akamai: 'Akamai',
  github: 'GitHub',
  gitlab: 'GitLab',
  datadog: 'Datadog',
  stripe: 'Stripe',
  twilio: 'Twilio',
  okta: 'Okta',
  auth0: 'Auth0',
}

const vendorPattern = new RegExp(String.raw`\b(${Object.keys(names).join('|')})\b`, 'i')
/** A word, and a second where both begin with capitals: `with Acme Hosting`. */
const partyPattern =
  /\b(?:with|to|on|for|from|at)\s+(?:the\s+)?(\p{Lu}[\p{L}\d.-]*\s+\p{Lu}[\p{L}\d.-]*|[\p{L}\d][\p{L}\d.-]*)/gu
const number = /(?:#|:\s+|\b(?:case|ticket)\s+(?:id\s+|number\s+|no\.?\s+)?#?)([A-Z]{0,6}-?\d{3,}[\w-]*)/i

/** On whom a message says that one waits: null where it gives no name. */
export function findWaitParty(text: string): string | null {
  const candidates = [...text.matchAll(partyPattern)].map(([, found = '']) => found.replace(/(?<![.-])[.-]+$/, ''))
  const named = candidates.map((one) => names[one.toLowerCase()] ?? one).find((one) => /^\p{Lu}/u.test(one))
  const mentioned = vendorPattern.exec(text)?.[1]?.toLowerCase()
  return named ?? (mentioned && names[mentioned]) ?? null
}

/** `case 1234`, where the message gives the number of one. */
export function findCaseNumber(text: string): string | null {
  const found = number.exec(text)?.[1]
  return found ? `case ${found}` : null
}
