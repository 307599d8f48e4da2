import { lookPages } from '#db/schema/looks.ts'
import { invalid, locked } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { barrier } from './conflict-of-interest.ts'
import { findTicket } from './find-open-complaint.ts'
import { readPeople } from './masked-names.ts'
import { type LookForm, lookMinutes, lookReasons, prepareLookInput } from './schema.ts'

/**
 * What the form for a look at a complaint's customer needs.
 * @throws DomainError `invalid` on `reference`; `locked` when no look can be asked for
 */
export const prepareLook = verb('looks:ask', prepareLookInput, async (ctx, input): Promise<LookForm> => {
  const { staffId } = ctx.actor
  const { reference } = input
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
})
