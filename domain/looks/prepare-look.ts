import { lookPages } from '#db/schema/looks.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { forbidden, invalid, locked } from '../errors.ts'
import { parse } from '../parse.ts'
import { read } from '../transaction.ts'
import { barrier } from './conflict-of-interest.ts'
import { findTicket } from './find-open-complaint.ts'
import { readPeople } from './masked-names.ts'
import { type LookForm, lookMinutes, lookReasons, prepareLookInput } from './schema.ts'

/**
 * What the form for a look at a complaint's customer needs.
 * @throws DomainError `invalid` on `reference`; `locked` when no look can be asked for
 */
export async function prepareLook(ctx: Ctx, input: unknown): Promise<LookForm> {
  requirePermission(ctx, 'looks:ask')
  if (ctx.actor.kind !== 'staff') throw forbidden()
  const { staffId } = ctx.actor
  const { reference } = parse(prepareLookInput, input)
  return read(ctx, async (tx) => {
    const ticket = await findTicket(tx, reference)
    if (!ticket) throw invalid('reference', 'look.ticket')
    if (!ticket.open) throw locked('look.ticket-closed')
    const [why, people] = await Promise.all([
      barrier(tx, staffId, ticket.customerId),
      readPeople(ctx, tx, [ticket.customerId]),
    ])
    if (why) throw locked(why)
    const customer = people.get(ticket.customerId)?.name ?? null
    return { reference, customer, reasons: lookReasons, pages: lookPages, minutes: lookMinutes }
  })
}
