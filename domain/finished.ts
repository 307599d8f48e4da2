import type { z } from 'zod'
import { unfinished } from '#policy/unfinished.ts'

/** So many unfinished pieces are named in a sentence; of the rest it gives the count. */
const named = 5

/** Refuses a text of the bank's staff that a customer will read while something in it is unfinished, and names what. */
export const finished = <Schema extends z.ZodType<string>>(schema: Schema) =>
  schema.superRefine((text, context) => {
    const pieces = unfinished(text)
    if (pieces.length === 0) return
    const params = { parts: pieces.slice(0, named).join(', '), more: Math.max(0, pieces.length - named) }
    context.addIssue({ code: 'custom', message: 'invalid.unfinished', params })
  })
