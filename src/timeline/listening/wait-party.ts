/** Well-known third parties, spelled as they spell themselves. Generic words such as “provider” are not names. */
const knownPartyNames: Record<string, string> = {
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

const vendorPattern = new RegExp(String.raw`\b(${Object.keys(knownPartyNames).join('|')})\b`, 'i')
/** One word, or two if both are capitalized: `with Acme Hosting`. */
const partyPattern =
  /\b(?:with|to|on|for|from|at)\s+(?:the\s+)?(\p{Lu}[\p{L}\d.-]*\s+\p{Lu}[\p{L}\d.-]*|[\p{L}\d][\p{L}\d.-]*)/gu
const caseNumberPattern = /(?:#|:\s+|\b(?:case|ticket)\s+(?:id\s+|number\s+|no\.?\s+)?#?)([A-Z]{0,6}-?\d{3,}[\w-]*)/i

/** The party a message says somebody waits on; null if it names none. */
export function findWaitParty(text: string): string | null {
  const candidates = [...text.matchAll(partyPattern)].map(([, found = '']) => found.replace(/(?<![.-])[.-]+$/, ''))
  const named = candidates.map((one) => knownPartyNames[one.toLowerCase()] ?? one).find((one) => /^\p{Lu}/u.test(one))
  const mentioned = vendorPattern.exec(text)?.[1]?.toLowerCase()
  return named ?? (mentioned && knownPartyNames[mentioned]) ?? null
}

/** The case or ticket number in a message, as `case 1234`; null if there is none. */
export function findCaseNumber(text: string): string | null {
  const found = caseNumberPattern.exec(text)?.[1]
  return found ? `case ${found}` : null
}
