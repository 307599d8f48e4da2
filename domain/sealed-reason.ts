import type { KeyObject } from 'node:crypto'
import type { auditLog } from '#db/schema/activity.ts'
import { openText, seal } from './crypto.ts'

/** The part of a detail of the log with the reason for which a look shows a value, sealed with the customer's key. */
export const sealedReason = (key: KeyObject, lookId: string, reason: string): { reasonSealed: string } => ({
  reasonSealed: Buffer.from(seal(key, reason, place(lookId))).toString('base64'),
})

type Row = Pick<typeof auditLog.$inferSelect, 'detail' | 'lookId'>

export const hasReason = ({ detail, lookId }: Row): boolean =>
  lookId !== null && typeof detail.reasonSealed === 'string'

/** The reason of a row of the log, word for word; null for a row that has none. */
export function openReason(key: KeyObject, { detail: { reasonSealed }, lookId }: Row): string | null {
  if (lookId === null || typeof reasonSealed !== 'string') return null
  return openText(key, Buffer.from(reasonSealed, 'base64'), place(lookId))
}

const place = (lookId: string): string => `audit_log:${lookId}:reason`
