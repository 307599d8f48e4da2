import { expect } from 'vitest'
import type { ErrorCode, Issue } from '#domain/errors.ts'

const saysAll: readonly ErrorCode[] = ['forbidden', 'not-found', 'conflict', 'step-up']

/** A verb's refusal with these details, or, where none are given and its code does not say all, with any. */
export const refusal = (
  code: ErrorCode,
  details: object | undefined = saysAll.includes(code) ? {} : undefined,
) => expect.objectContaining(details ? { code, details } : { code })

/** A refusal of the input, for these things and nothing else. */
export const invalid = (...issues: Issue[]) => refusal('invalid', { issues })
/** A refusal of the input for one thing. */
export const invalidAt = (path: string, key: string) => invalid({ path, key })
/** A refusal of the input for one thing, whatever the sentence. */
export const wrongAt = (path: string) => refusal('invalid', { issues: [expect.objectContaining({ path })] })
export const lockedBy = (reason: string) => refusal('locked', { reason })
