import type { KeyObject } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { dismissedSuggestions } from '#db/schema/overview.ts'
import { findConsent } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { may, requireSubject } from '../access.ts'
import { openFirst } from '../cases/case-order.ts'
import { type ReadCase, readCases } from '../cases/read-cases.ts'
import { listedComplaint } from '../complaints/list-complaints.ts'
import { consentView } from '../consents/consent-view.ts'
import { type Coverage, coverageFor } from '../consents/coverage.ts'
import { readChains } from '../consents/decisions.ts'
import type { ConsentView } from '../consents/schema.ts'
import { type Chains, readViewFacts } from '../consents/view-facts.ts'
import { outgrownYes } from '../consents/widened-view.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { ownLookViews, readAwaitingLooks } from '../looks/own-looks.ts'
import { readVersions } from '../policies/history.ts'
import { listedRequest } from '../requests/list-requests.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { changesSince } from './changes.ts'
import { readNewConsents } from './new-consents.ts'
import { readPreviousVisit } from './previous-visit.ts'
import { givenConsents, type Heads, receiving, reviewsOf, suggestionsFor } from './rules.ts'
import type { OpenCase, OverviewView, Review } from './schema.ts'

/** The overview: what waits for the customer, what others did since the last visit, what the bank holds, who may get it. */
export const showOverview = verb('overview:show', async (ctx): Promise<OverviewView> => {
  const policy = catalogue()
  const all = policy.consents.consents.map((one) => one.id)
  return read(ctx, async (tx) => {
    const key = customerKey(ctx, tx)
    const [held, chains, { since: customerSince, dismissed }, previousVisit, ...others] = await Promise.all([
      readHeld(ctx, tx),
      readChains(ctx, tx),
      readCustomer(ctx, tx),
      readPreviousVisit(ctx, tx),
      readCases(ctx, tx, ['complaint', 'request']),
      may(ctx, 'looks:list') ? readAwaitingLooks(ctx, tx) : [],
      readVersions(tx),
    ])
    const [cases, awaiting, versions] = others
    const customersKey = await key
    const coverage = await coverageFor(ctx, [], tx)
    const heads: Heads = new Map([...chains].flatMap(([id, [head]]) => (head ? [[id, head]] : [])))
    const given = givenConsents(heads, ctx.now)
    const news = await readNewConsents(tx, previousVisit.lastSeenAt ?? customerSince)
    const widened = widenedSince(chains, coverage, ctx.now)
    const open = openCases(ctx, customersKey, cases)
    const reviews = reviewsOf(all, heads, news, ctx.now, widened)
    const facts = { held, given, openSessions: previousVisit.openSessions, dismissed }
    return {
      looks: await ownLookViews(ctx, tx, customersKey, awaiting, versions),
      questions: open.filter(({ question }) => question !== null),
      expiring: await expiringConsents(ctx, tx, { chains, coverage }, reviews),
      held: {
        fields: held.size,
        categories: policy.categories.filter((one) => one.fields.some((field) => held.has(field.id))).length,
      },
      recipients: receiving(policy, new Set(held.keys()), given),
      consents: {
        given: all.filter((id) => given.has(id)).length,
        others: all.filter((id) => !given.has(id)).length,
      },
      reviews: reviews
        .filter(({ reason }) => reason !== 'expires')
        .map((review) => ({ ...review, title: findConsent(policy, review.consent).title[ctx.locale] })),
      policyVersion: coverage.version,
      ...nextCase(open),
      since: await changesSince(ctx, tx, previousVisit, versions),
      suggestions: suggestionsFor(policy, facts, ctx.now),
      live: may(ctx, 'overview:dismiss'),
    }
  })
})

/** The open cases, the nearest last day first. */
function openCases(ctx: Ctx, key: KeyObject, cases: readonly ReadCase[]): OpenCase[] {
  const all = cases.map(
    (one): OpenCase =>
      one.row.type === 'request'
        ? { type: 'request', ...listedRequest(ctx, key, one) }
        : { type: 'complaint', ...listedComplaint(ctx, key, one) },
  )
  return openFirst(all.filter(({ group }) => group === 'open'))
}

/** The case that ends next. One whose clock stands still stands among the questions alone. */
function nextCase(open: readonly OpenCase[]): Pick<OverviewView, 'openCase' | 'others'> {
  const openCase = open.find((one) => one.type === 'complaint' || one.pause === null) ?? null
  const others = open.filter((one) => one !== openCase)
  const requests = others.filter(({ type }) => type === 'request').length
  return { openCase, others: { complaints: others.length - requests, requests } }
}

/** When each yes was given that the policy has outgrown and that the customer has not answered again. */
const widenedSince = (chains: Chains, coverage: Coverage, now: Date): Map<string, Date> =>
  new Map(
    [...chains].flatMap(([id, chain]): [string, Date][] => {
      const found = outgrownYes(chain, coverage, now)
      return found ? [[id, found.yes.at]] : []
    }),
  )

/** The views of the consents that end soon; nothing is read while none does. */
async function expiringConsents(
  ctx: Ctx,
  tx: Tx,
  known: { chains: Chains; coverage: Coverage },
  reviews: readonly Review[],
): Promise<ConsentView[]> {
  const ids = reviews.flatMap(({ consent, reason }) => (reason === 'expires' ? [consent] : []))
  if (ids.length === 0) return []
  const factsOf = await readViewFacts(ctx, tx)
  return ids.map((id) => consentView(ctx, findConsent(catalogue(), id), factsOf(id, known)))
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
