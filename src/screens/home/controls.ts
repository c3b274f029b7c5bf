import { type Action, action } from '../../messages/action.ts'

/** `object`, because zod's type of an empty object would forbid every property, the incident's too. */
export const homeActions: Record<'declare', Action<object>> = { declare: action('home.declare', {}) }
