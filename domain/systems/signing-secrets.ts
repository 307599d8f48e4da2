import type { KeyObject } from 'node:crypto'
import { and, desc, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { formerSecrets, subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'

/** The address and state of a subscription, and what signs what is sent there. */
export interface Signing extends Pick<typeof subscriptions.$inferSelect, 'url' | 'state' | 'stateReason'> {
  /** The secrets that sign now: the present one, then the former ones whose time is not over, the newest first. */
  unwrap(): Promise<KeyObject[]>
}

/** Reads where a subscription's events go and what signs them, in one statement; null when there is no such subscription. */
export async function readSigning(ctx: Ctx, tx: Tx, subscriptionId: string): Promise<Signing | null> {
  const rows = await tx
    .select({
      url: subscriptions.url,
      state: subscriptions.state,
      stateReason: subscriptions.stateReason,
      present: subscriptions.secretWrapped,
      former: formerSecrets.secretWrapped,
    })
    .from(subscriptions)
    .leftJoin(formerSecrets, and(eq(formerSecrets.subscriptionId, subscriptions.id), stillSigns(ctx)))
    .where(eq(subscriptions.id, subscriptionId))
    .orderBy(desc(formerSecrets.signsUntil), desc(formerSecrets.id))
  const [first] = rows
  if (!first) return null
  const { present, former: _former, ...subscription } = first
  const wrapped = [present, ...rows.flatMap(({ former }) => former ?? [])]
  return {
    ...subscription,
    unwrap: () => Promise.all(wrapped.map((one) => ctx.keys.master.unwrap(one))),
  }
}

/** Whether a former secret's time is not over. */
export const stillSigns = ({ now }: Pick<Ctx, 'now'>) => gt(formerSecrets.signsUntil, now)
