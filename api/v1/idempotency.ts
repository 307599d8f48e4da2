import type { Ctx, Once } from '#domain/context.ts'
import { findAnswer } from '#domain/systems/find-answer.ts'
import { ApiRefusal } from '../errors.ts'
import type { Call } from './call.ts'

/** What came of a write that names itself: done now, or done before and answered as then. */
export interface Outcome {
  answer: unknown
  replayed: boolean
}

/** The `Idempotency-Key`, plain or in the quotes that the draft asks for; null when there is none. */
export function requestKeyOf(call: Call): string | null {
  const given = call.request.headers['idempotency-key']
  if (given === undefined) return null
  const key = /^"([\x20-\x21\x23-\x7e]+)"$/.exec(String(given))?.[1] ?? String(given)
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new ApiRefusal('wrong-request-key')
  return key
}

/**
 * Does a write at most once for its key. Of two that run at once the database keeps one; the other is answered like it.
 * @param keyCheck looks up what was answered. @param perform does it, keeping its answer through {@link Ctx.once}.
 * @throws ApiRefusal `request-key-reused` when the key was another request's
 */
export async function performOnce(
  keyCheck: Ctx,
  systemId: string,
  once: Once,
  perform: () => Promise<unknown>,
): Promise<Outcome> {
  const before = await kept(keyCheck, systemId, once)
  if (before) return before
  try {
    return { answer: once.answerOf(await perform()), replayed: false }
  } catch (error) {
    const meanwhile = await kept(keyCheck, systemId, once)
    if (meanwhile) return meanwhile
    throw error
  }
}

async function kept(keyCheck: Ctx, systemId: string, { key, requestHash }: Once): Promise<Outcome | null> {
  const found = await findAnswer(keyCheck, { systemId, key })
  if (!found) return null
  if (found.requestHash !== requestHash) throw new ApiRefusal('request-key-reused')
  return { answer: found.answer, replayed: true }
}
