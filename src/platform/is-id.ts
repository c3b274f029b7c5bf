/**
 * Whether a text can be an id of ours. Ids come back from Slack in what buttons and forms carry: only one that can be
 * is looked for, for PostgreSQL fails a query by any other text.
 */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
