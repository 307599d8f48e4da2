import type { Tx } from '#db/client.ts'
import type { LookPage } from '#db/schema/looks.ts'
import { lookPages } from '#db/schema/looks.ts'
import { actAs } from '../access.ts'
import { type Ctx, type CtxBy, handedOut, type StaffSession } from '../context.ts'
import { forbidden, isRefusal, locked, notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { clocked, type Look, viewOf } from './looks.ts'
import { maskedCustomers } from './masked-customers.ts'
import { stateOf, untilOf } from './rules.ts'
import { openPageInput, type RunningLook } from './schema.ts'

/** The context of a look on one page. Only {@link openPage} and {@link runInLook} make one. */
export type SupportCtx = Ctx & { subject: string; actor: { kind: 'support'; lookId: string } & StaffSession }

/**
 * Opens a page of a customer in a look: writes it to the customer's log, then returns the context for reading the page.
 * Without the log row there is no context. The context has the database role `arqau_support`, which can only read.
 * @throws DomainError `not-found` for another agent's look; `locked` when it is not running, or was begun in another
 *   browser or by another sign-in than this session follows; `forbidden` for a page that was not granted
 */
export const openPage = verb(
  'looks:open',
  openPageInput,
  async (ctx, { lookId, page }): Promise<{ ctx: SupportCtx; look: RunningLook }> => {
    return runInLook(ctx, { lookId, page }, async (support, tx, look) => {
      await record(support, tx, { action: 'look.page-opened', objectId: lookId, detail: { page } })
      return { ctx: handedOut(support), look: await bandOf(support, tx, look, page) }
    })
  },
)

/**
 * Does the work in a transaction of the support role about the look's customer, if the look is running, was begun in
 * this session, and the page was granted. A page that was not granted is logged as tried.
 * @throws DomainError as {@link openPage}
 */
export async function runInLook<T>(
  ctx: CtxBy<'staff'>,
  { lookId, page }: { lookId: string; page: LookPage },
  work: (support: SupportCtx, tx: Tx, look: Look) => Promise<T>,
): Promise<T> {
  const { kind: _, ...session } = ctx.actor
  const { row } = await recordMissingLook(ctx, lookId, () => read(ctx, (tx) => findLook(ctx, tx, lookId)))
  const pages = lookPages.filter((one) => row.pages.includes(one))
  const actor = { kind: 'support', lookId, page, pages, ...session } as const
  const support: SupportCtx = { ...actAs(ctx, actor, 'looks:enter'), subject: row.customerId }
  try {
    return await change(support, async (tx) => {
      const look = await findLook(support, tx, lookId)
      requireUnderWay(support, look)
      if (!look.row.pages.includes(page)) throw forbidden()
      return work(support, tx, look)
    })
  } catch (error) {
    if (isRefusal(error, 'forbidden'))
      await change(support, (tx) =>
        record(support, tx, { action: 'look.page-refused', objectId: lookId, detail: { page } }),
      )
    throw error
  }
}

function requireUnderWay(ctx: SupportCtx, look: Look): void {
  if (look.row.staffId !== ctx.actor.staffId) throw forbidden()
  if (stateOf(clocked(look), ctx.now) !== 'running') throw locked('look.over')
  const started = look.steps.find(({ kind }) => kind === 'started')
  const { sessionId, firstSessionId = sessionId } = ctx.actor
  if (started?.staffSessionId !== firstSessionId) throw locked('look.other-session')
}

async function bandOf(ctx: SupportCtx, tx: Tx, look: Look, page: LookPage): Promise<RunningLook> {
  const customer = (await maskedCustomers(ctx, tx, [ctx.subject])).get(ctx.subject)
  if (!customer) throw notFound()
  const { id, kind, state, text, reason, pages, complaint, request, contact, steps, allowedBy } = viewOf(
    ctx,
    customer.key,
    look,
  )
  const granted = look.steps.find((step) => step.kind === 'granted')
  return {
    id,
    kind,
    state,
    text,
    reason,
    pages,
    complaint,
    request,
    contact,
    steps,
    page,
    customer: customer.name,
    allowedBy: allowedBy ?? 'customer',
    allowedAt: granted?.at ?? look.row.askedAt,
    until: untilOf(clocked(look)) ?? ctx.now,
  }
}
