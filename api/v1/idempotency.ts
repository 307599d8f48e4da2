import type { Ctx, IdempotencyKey } from '#domain/context.ts'
import { findAnswer } from '#domain/systems/find-answer.ts'
import { ApiRefusal } from '../errors.ts'
import type { Call } from './call.ts'

/** The result of a write with an idempotency key: done now, or done before and answered as then. */
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
 * Does a write at most once for its key. Of two at the same time the database keeps one; the other gets the same answer.
 * @param keyCheck the context that looks up a stored answer.
 * @param perform does the write, and stores its answer through {@link Ctx.idempotency}.
 * @throws ApiRefusal `request-key-reused` when another request had the same key
 */
export async function performOnce(
  keyCheck: Ctx,
  systemId: string,
  idempotency: IdempotencyKey,
  perform: () => Promise<unknown>,
): Promise<Outcome> {
  const before = await kept(keyCheck, systemId, idempotency)
  if (before) return before
  try {
    return { answer: idempotency.answerOf(await perform()), replayed: false }
  } catch (error) {
    const meanwhile = await kept(keyCheck, systemId, idempotency)
    if (meanwhile) return meanwhile
    throw error
  }
}

async function kept(
  keyCheck: Ctx,
  systemId: string,
  { key, requestHash }: IdempotencyKey,
): Promise<Outcome | null> {
  const found = await findAnswer(keyCheck, { systemId, key })
  if (!found) return null
  if (found.requestHash !== requestHash) throw new ApiRefusal('request-key-reused')
  return { answer: found.answer, replayed: true }
}
