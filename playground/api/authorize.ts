import type { Json } from '../json.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'
import { type Method, requireScope } from './method.ts'

/** Reads the token from the bearer header or a form field. Slack ignores a token in a JSON body. */
export function tokenOf(authorization: string | undefined, args: Json, isForm: boolean): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  return bearer ?? (isForm && typeof args.token === 'string' ? args.token : undefined)
}

export function authorize(method: Method, token: string | undefined, world: World): void {
  const { app } = world
  if (token === undefined || token === '') throw new ApiError('not_authed')
  if (token !== app.botToken && token !== app.appToken) throw new ApiError('invalid_auth')
  if (app.isRevoked) throw new ApiError('token_revoked')
  const wanted = method.token === 'app' ? app.appToken : app.botToken
  if (token !== wanted) throw new ApiError('not_allowed_token_type')
  requireScope(world, ...method.needs)
}
