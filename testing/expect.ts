import { expect } from 'vitest'
import type { ErrorCode, Issue } from '#domain/errors.ts'

type Details = Record<string, unknown>
const withoutDetails: readonly ErrorCode[] = ['forbidden', 'not-found', 'conflict', 'step-up']

/** A verb's refusal: with these details; without any given, with none where the code has none, else with any. */
export const refusal = (code: ErrorCode, details?: Details) => {
  const known = details ?? (withoutDetails.includes(code) ? {} : null)
  return expect.objectContaining(known ? { code, details: known } : { code })
}

/** A refusal of the input, for these things and nothing else. */
export const invalid = (...issues: Issue[]) => refusal('invalid', { issues })
/** A refusal of the input for one thing. */
export const invalidAt = (path: string, key: string) => invalid({ path, key })
/** A refusal of the input for one thing, whatever the sentence. */
export const wrongAt = (path: string) => refusal('invalid', { issues: [expect.objectContaining({ path })] })
/** A refusal of the input for one thing, wherever it stands and whatever it tells besides the key of the sentence. */
export const invalidFor = (key: string) => refusal('invalid', { issues: [expect.objectContaining({ key })] })
/** A refusal of what cannot be changed now, with the key of the sentence that says why. */
export const lockedBy = (reason: string) => refusal('locked', { reason })
