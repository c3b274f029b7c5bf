import { z } from 'zod'
import { fillIds } from '../blocks/fill-ids.ts'
import { checkMessageBlocks } from '../blocks/validate.ts'
import { isJson, type Json } from '../json.ts'
import type { World } from '../world.ts'
import { ApiError } from './error.ts'

const LONGEST_TEXT = 40_000

export const metadataShape = z.object({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
})

export interface RawContent {
  text?: string | undefined
  blocks?: unknown
  attachments?: unknown
  metadata?: unknown
}

export interface Content {
  text: string
  blocks: Json[] | undefined
  attachments: Json[] | undefined
  metadata: Json | undefined
  wasTruncated: boolean
}

/** Checks the content of a message by Slack's rules. Throws an `ApiError` for what Slack rejects. */
export function readContent(raw: RawContent, world: World): Content {
  const blocks = readBlocks(raw.blocks, world)
  const attachments = readAttachments(raw.attachments, world)
  const text = raw.text ?? ''
  if (text.trim() === '' && !blocks?.length && !attachments?.length) throw new ApiError('no_text')
  return {
    text: text.slice(0, LONGEST_TEXT),
    blocks,
    attachments,
    metadata: readMetadata(raw.metadata),
    wasTruncated: text.length > LONGEST_TEXT,
  }
}

function readBlocks(blocks: unknown, world: World): Json[] | undefined {
  if (blocks === undefined || blocks === '') return undefined
  if (!Array.isArray(blocks)) throw new ApiError('invalid_blocks_format')
  const problem = checkMessageBlocks(blocks)
  if (problem) {
    const messages = problem.messages.map((words) => `[ERROR] ${words}`)
    throw new ApiError(problem.error, { errors: problem.messages, response_metadata: { messages } })
  }
  return fillIds(blocks, world.ids)
}

function readAttachments(attachments: unknown, world: World): Json[] | undefined {
  if (attachments === undefined || attachments === '') return undefined
  if (!Array.isArray(attachments) || !attachments.every(isJson)) throw new ApiError('invalid_attachments')
  if (attachments.length > 100) throw new ApiError('too_many_attachments')
  return attachments.map((one, index) => {
    const blocks = readBlocks(one.blocks, world)
    return { id: index + 1, ...one, ...(blocks ? { blocks } : {}) }
  })
}

function readMetadata(metadata: unknown): Json | undefined {
  if (metadata === undefined || metadata === '') return undefined
  const parsed = metadataShape.safeParse(metadata)
  if (!parsed.success) throw new ApiError('invalid_metadata_format')
  return parsed.data
}

/** An overlong text is truncated with only a warning. */
export function truncationWarning(content: Content): Json {
  if (!content.wasTruncated) return {}
  return { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } }
}
