import type { Ctx } from '../context.ts'
import { forbidden, invalid, locked } from '../errors.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { read } from '../transaction.ts'
import { barrier } from './barriers.ts'
import { readPeople } from './people.ts'
import { type LookForm, lookMinutes, lookPages, lookReasons, prepareLookInput } from './schema.ts'
import { findTicket } from './tickets.ts'

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
