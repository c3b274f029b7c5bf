import type { World } from '../world.ts'
import { ApiError } from './error.ts'

const LONGEST = 80

/**
 * Allows lowercase letters of any script, digits, hyphens and underscores. An archived channel keeps its name taken.
 */
export function checkName(name: string, world: World): void {
  if (name === '') throw new ApiError('invalid_name_required')
  if (name.length > LONGEST) throw new ApiError('invalid_name_maxlength')
  if (/^[-_\p{P}\p{S}]+$/u.test(name)) throw new ApiError('invalid_name_punctuation')
  if (!/^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]+$/u.test(name)) throw new ApiError('invalid_name_specials')
  if (world.conversations.byName(name)) throw new ApiError('name_taken')
}
