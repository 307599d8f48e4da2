import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { looks } from '#db/schema/looks.ts'
import { may } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { readVersions } from '../policies/history.ts'
import { isFreshSignIn } from '../staff/staff-step-up.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findDeskLook, recordMissingLook } from './find-look.ts'
import { clocked, type Look, readLooks, viewOf } from './looks.ts'
import { type MaskedCustomer, maskedCustomers } from './masked-customers.ts'
import { openingsOf, readOpeningRows } from './openings.ts'
import { awaitsReview, awaitsSettlement, reviewBy } from './rules.ts'
import { type DeskLookView, lookInput } from './schema.ts'
import { spokenWords } from './spoken-words.ts'

/**
 * A look as the desk sees it: one's own; for those who answer for others' looks, anyone's.
 * @throws DomainError `not-found`
 */
export const showDeskLook = verb('looks:ask', lookInput, async (ctx, { lookId }): Promise<DeskLookView> => {
  return recordMissingLook(ctx, lookId, () =>
    read(ctx, async (tx) => {
      const look = await findDeskLook(ctx, tx, lookId)
      const { customerId } = look.row
      const [masked, rows, versions] = await Promise.all([
        maskedCustomers(ctx, tx, [customerId]),
        readOpeningRows(tx, customerId, [lookId]),
        readVersions(tx),
      ])
      const customer = masked.get(customerId)
      if (!customer) throw notFound()
      const view = deskView(ctx, customer, look)
      const openings = await openingsOf(ctx, tx, customer.key, rows, versions)
      return { ...view, openings: openings.get(lookId) ?? [] }
    }),
  )
})

/** The looks this agent has asked for, newest first. */
export const listDeskLooks = verb('looks:ask', async (ctx): Promise<DeskLookView[]> => {
  const { staffId } = ctx.actor
  return read(ctx, async (tx) => deskViews(ctx, tx, await readLooks(tx, eq(looks.staffId, staffId), 30)))
})

/** The staff's views of looks. Looks of a customer whose key was destroyed are left out, because their reason is gone. */
export async function deskViews(ctx: Ctx, tx: Tx, found: Look[]): Promise<DeskLookView[]> {
  const ids = [...new Set(found.map(({ row }) => row.customerId))]
  const masked = await maskedCustomers(ctx, tx, ids)
  return found.flatMap((look) => {
    const customer = masked.get(look.row.customerId)
    return customer ? [deskView(ctx, customer, look)] : []
  })
}

function deskView(ctx: Ctx, { key, name, locale }: MaskedCustomer, look: Look): DeskLookView {
  const view = viewOf(ctx, key, look)
  const { actor } = ctx
  const me = actor.kind === 'staff' ? actor.staffId : null
  const fresh = actor.kind === 'staff' && isFreshSignIn(actor.authenticatedAt, ctx.now)
  const mine = view.staffId === me
  const waiting = view.state === 'waiting'
  const took = (step: string) => view.steps.some(({ kind, staff }) => kind === step && staff === me)
  const reviewed = !awaitsReview(view.kind, view.state, view.steps)
  return {
    ...view,
    customer: name ?? '',
    mine,
    openings: [],
    words: mine && waiting ? spokenWords(view.id) : null,
    customerLocale: locale,
    reviewBy: reviewed ? null : reviewBy(clocked(look)),
    needsSignIn: mine && view.state === 'granted' && !fresh,
    can: {
      start: mine && view.state === 'granted' && fresh,
      approve:
        !mine && waiting && view.kind === 'break-glass' && !took('approved') && may(ctx, 'looks:approve'),
      end: mine ? view.until !== null : view.state === 'running' && may(ctx, 'looks:oversee'),
      review: !mine && !reviewed && may(ctx, 'looks:review'),
      settle: !mine && !took('reviewed') && awaitsSettlement(look) && may(ctx, 'looks:settle'),
    },
  }
}
