import { and, count, eq, gt, max, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { requireSubject } from '../access.ts'
import { changeActions } from '../actions.ts'
import { countEntries, newestEntries } from '../activity/activity-entries.ts'
import type { Ctx } from '../context.ts'
import { historyOf, type Mention, type PolicyVersion } from '../policies/history.ts'
import type { PreviousVisit } from './previous-visit.ts'
import type { ChangeView, OverviewView } from './schema.ts'

const shown = 5

/** What others did since the previous visit began; none on a first visit. The customer's own acts are in the log alone. */
export async function changesSince(
  ctx: Ctx,
  tx: Tx,
  { beganAt: from }: PreviousVisit,
  versions: readonly PolicyVersion[],
): Promise<OverviewView['since']> {
  if (!from) return { from, changes: [], total: 0 }
  const wanted = { actions: changeActions, since: from, byOthers: true }
  const [entries, entryCount, told] = await Promise.all([
    newestEntries(ctx, tx, wanted, shown, versions),
    countEntries(ctx, tx, wanted),
    disclosuresSince(ctx, tx, from, versions),
  ])
  const policies = versions
    .filter(({ publishedAt }) => publishedAt > from)
    .map(({ number, publishedAt: at }): ChangeView => ({ kind: 'policy', at, number }))
  const changes = [
    ...entries.map((entry): ChangeView => ({ kind: 'entry', at: entry.at, entry })),
    ...told,
    ...policies,
  ]
  return {
    from,
    changes: changes.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, shown),
    total: entryCount + told.length + policies.length,
  }
}

/** One change for each recipient that got data, with the number of disclosures and the purpose of the last one. */
async function disclosuresSince(
  ctx: Ctx,
  tx: Tx,
  from: Date,
  versions: readonly PolicyVersion[],
): Promise<ChangeView[]> {
  const { recipient, purpose, disclosedAt, customerId } = disclosures
  const rows = await tx
    .select({
      recipient,
      times: count(),
      at: max(disclosedAt),
      purpose: sql<string>`(array_agg(${purpose} order by ${disclosedAt} desc))[1]`,
    })
    .from(disclosures)
    .where(and(eq(customerId, requireSubject(ctx)), gt(disclosedAt, from)))
    .groupBy(recipient)
  const mentions = rows.flatMap(({ recipient: id, purpose: last, at }): Mention[] => [
    { kind: 'recipient', id, written: at ?? from },
    { kind: 'purpose', id: last, written: at ?? from },
  ])
  const history = await historyOf(tx, versions, mentions)
  return rows.map(({ recipient: id, times, at: latest, purpose: last }) => {
    const at = latest ?? from
    return {
      kind: 'disclosures',
      at,
      recipient: { id, title: history.title('recipient', id, at, ctx.locale) },
      times,
      purpose: { id: last, title: history.find('purpose', last, at)?.thing.clause[ctx.locale] ?? null },
    }
  })
}
