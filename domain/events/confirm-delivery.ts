import { and, eq, isNull } from 'drizzle-orm'
import { deliveries } from '#db/schema/events.ts'
import type { CtxBy } from '../context.ts'
import { conflict, isRefusal, notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type ConfirmedDelivery, confirmDeliveryInput } from './schema.ts'

interface Found {
  customerId: string
  confirmedAt: Date | null
  confirmBy: Date | null
}

/**
 * Records that a system applies the decision that was sent to it. Confirming again changes nothing.
 * @throws DomainError `not-found` for a delivery to another system or an unknown one; `invalid`
 */
export const confirmDelivery = verb(
  'deliveries:confirm',
  confirmDeliveryInput,
  async (ctx, { id }): Promise<ConfirmedDelivery> => {
    const found = await find(ctx, id)
    const { confirmBy } = found
    const confirmedAt = found.confirmedAt ?? (await confirm(ctx, id, found))
    return { id, confirmedAt, confirmBy }
  },
)

/** @returns the time of the confirmation: now, or that of another request which confirmed it first. */
async function confirm(ctx: CtxBy<'system'>, id: string, { customerId }: Found): Promise<Date> {
  const own = { ...ctx, subject: customerId }
  try {
    await change(own, async (tx) => {
      const first = await tx
        .update(deliveries)
        .set({ confirmedAt: ctx.now })
        .where(
          and(eq(deliveries.customerId, customerId), eq(deliveries.id, id), isNull(deliveries.confirmedAt)),
        )
        .returning({ id: deliveries.id })
      if (first.length === 0) throw conflict()
      await record(own, tx, {
        action: 'delivery.confirmed',
        objectId: id,
        detail: { system: ctx.actor.systemId },
      })
    })
    return ctx.now
  } catch (error) {
    if (!isRefusal(error, 'conflict')) throw error
    return (await find(ctx, id)).confirmedAt ?? ctx.now
  }
}

async function find(ctx: CtxBy<'system'>, id: string): Promise<Found> {
  const { customerId, confirmedAt, confirmBy } = deliveries
  const [found] = await read(ctx, (tx) =>
    tx
      .select({ customerId, confirmedAt, confirmBy })
      .from(deliveries)
      .where(and(eq(deliveries.id, id), eq(deliveries.systemId, ctx.actor.systemId))),
  )
  if (!found) throw notFound()
  return found
}
