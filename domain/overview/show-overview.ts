import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { dismissedSuggestions } from '#db/schema/overview.ts'
import { findConsent } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { may, requireSubject } from '../access.ts'
import { readComplaints } from '../complaints/list-complaints.ts'
import { coverageFor } from '../consents/coverage.ts'
import { type Decision, readChains } from '../consents/decisions.ts'
import { outgrownYes } from '../consents/widened-view.ts'
import type { Ctx } from '../context.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { changesSince } from './changes.ts'
import { readNewConsents } from './new-consents.ts'
import { readPreviousVisit } from './previous-visit.ts'
import { givenConsents, type Heads, receiving, reviewsOf, suggestionsFor } from './rules.ts'
import type { OverviewView } from './schema.ts'

/** The overview: what the bank holds, who may get it, what waits for the customer, and the changes since the last visit. */
export const showOverview = verb('overview:show', async (ctx): Promise<OverviewView> => {
  const policy = catalogue()
  const all = policy.consents.consents.map((one) => one.id)
  return read(ctx, async (tx) => {
    const [held, chains, { since: customerSince, dismissed }, previousVisit, complaints] = await Promise.all([
      readHeld(ctx, tx),
      readChains(ctx, tx),
      readCustomer(ctx, tx),
      readPreviousVisit(ctx, tx),
      readComplaints(ctx, tx),
    ])
    const heads: Heads = new Map([...chains].flatMap(([id, [head]]) => (head ? [[id, head]] : [])))
    const given = givenConsents(heads, ctx.now)
    const news = await readNewConsents(tx, previousVisit.lastSeenAt ?? customerSince)
    const widened = await readWidened(ctx, tx, chains)
    const open = complaints.filter((one) => one.group === 'open')
    const facts = { held, given, openSessions: previousVisit.openSessions, dismissed }
    return {
      held: {
        fields: held.size,
        categories: policy.categories.filter((one) => one.fields.some((field) => held.has(field.id))).length,
      },
      recipients: receiving(policy, new Set(held.keys()), given),
      consents: {
        given: all.filter((id) => given.has(id)).length,
        others: all.filter((id) => !given.has(id)).length,
      },
      reviews: reviewsOf(all, heads, news, ctx.now, widened).map((review) => ({
        ...review,
        title: findConsent(policy, review.consent).title[ctx.locale],
      })),
      complaint: open[0] ?? null,
      otherComplaints: Math.max(0, open.length - 1),
      since: await changesSince(ctx, tx, previousVisit),
      suggestions: suggestionsFor(policy, facts, ctx.now),
      live: may(ctx, 'overview:dismiss'),
    }
  })
})

/** When each yes was given that the policy has outgrown and that the customer has not answered again. */
async function readWidened(
  ctx: Ctx,
  tx: Tx,
  chains: ReadonlyMap<string, readonly Decision[]>,
): Promise<Map<string, Date>> {
  const coverage = await coverageFor(ctx, [], tx)
  return new Map(
    [...chains].flatMap(([id, chain]): [string, Date][] => {
      const found = outgrownYes(chain, coverage, ctx.now)
      return found ? [[id, found.yes.at]] : []
    }),
  )
}

/** The fields the bank holds, and when each last changed. */
async function readHeld(ctx: Ctx, tx: Tx): Promise<Map<string, Date>> {
  const rows = await tx
    .select({ field: holdings.field, updatedAt: holdings.updatedAt })
    .from(holdings)
    .where(eq(holdings.customerId, requireSubject(ctx)))
  return new Map(rows.map((row) => [row.field, row.updatedAt]))
}

/** Since when the customer is registered, and the suggestions they have hidden, which only the customer may know. */
async function readCustomer(ctx: Ctx, tx: Tx): Promise<{ since: Date; dismissed: Set<string> }> {
  const who = eq(customers.id, requireSubject(ctx))
  const since = customers.createdAt
  if (!may(ctx, 'overview:dismiss')) {
    const [row] = await tx.select({ since }).from(customers).where(who)
    return { since: row?.since ?? ctx.now, dismissed: new Set() }
  }
  const rows = await tx
    .select({ since, suggestion: dismissedSuggestions.suggestion })
    .from(customers)
    .leftJoin(dismissedSuggestions, eq(dismissedSuggestions.customerId, customers.id))
    .where(who)
  const dismissed = new Set(rows.flatMap(({ suggestion }) => (suggestion ? [suggestion] : [])))
  return { since: rows[0]?.since ?? ctx.now, dismissed }
}
