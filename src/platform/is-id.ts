/**
 * Whether a text can be one of our ids. Ids come back from Slack in buttons and modals, and PostgreSQL fails a query
 * with any other text, so only these are looked up.
 */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
