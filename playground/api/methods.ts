import { appMethods } from './apps.ts'
import { authMethods } from './auth.ts'
import { bookmarkMethods } from './bookmarks.ts'
import { canvasMethods } from './canvases.ts'
import { chatMethods } from './chat.ts'
import { memberMethods } from './conversation-members.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import { historyMethods } from './history.ts'
import type { Method } from './method.ts'
import { pinMethods } from './pins.ts'
import { reactionMethods } from './reactions.ts'
import { userMethods } from './users.ts'
import { viewMethods } from './views.ts'

export const methods: ReadonlyMap<string, Method> = new Map<string, Method>(
  Object.entries({
    ...appMethods,
    ...authMethods,
    ...bookmarkMethods,
    ...canvasMethods,
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...historyMethods,
    ...memberMethods,
    ...pinMethods,
    ...reactionMethods,
    ...userMethods,
    ...viewMethods,
  }),
)
