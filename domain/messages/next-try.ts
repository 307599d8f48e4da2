import { doubling } from '#db/due.ts'
import type { MessageKind } from '#db/schema/messages.ts'
import { answerSeconds, codeLifeSeconds } from '../life-spans.ts'

const waits = { firstSeconds: 10, longestSeconds: 60 * 60 }
const daySeconds = 24 * 60 * 60
/** How long a message is of use, when that is less than a day. A request for a look, for example, expires. */
const worthSeconds: Partial<Record<MessageKind, number>> = {
  'sign-in-code': codeLifeSeconds,
  'step-up-code': codeLifeSeconds,
  'look-asked': answerSeconds,
}

/**
 * When a message that was not accepted is tried again: after 10 seconds, then after twice as long each time, an hour
 * at most.
 * @param message `attempts` includes the try that has just failed.
 * @returns null when the next try would be too late to be of use.
 */
export function nextTry(
  message: { kind: MessageKind; attempts: number; createdAt: Date },
  now: Date,
): Date | null {
  const at = doubling(now, message.attempts, waits)
  const worth = worthSeconds[message.kind] ?? daySeconds
  return at.getTime() < message.createdAt.getTime() + worth * 1000 ? at : null
}
