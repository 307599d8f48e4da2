import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import { readChains } from '../consents/decisions.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { historyOf, type Mention, type PolicyVersion, readVersions } from '../policies/history.ts'
import { restrictedFields } from '../restricted-fields.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { lastNamed, toldByRecipient } from './disclosure-rows.ts'
import { openExact } from './exact-recipient.ts'
import { flowOf } from './flow.ts'
import { recipientView } from './recipient-view.ts'
import { groundConsent } from './rules.ts'
import type { ExactRecipient, FormerRecipient, RecipientsView } from './schema.ts'

/**
 * The recipients that may get the customer's data, with their sharing grounds, the fields the bank holds, how often each
 * got data this year and when last; those that got data and are not in the policy any more; and the flow from source to
 * recipient.
 */
export const listRecipients = verb('disclosures:list', async (ctx): Promise<RecipientsView> => {
  const customerId = requireSubject(ctx)
  const known = catalogue()
  return read(ctx, async (tx) => {
    const [held, chains, told, named, versions, unused] = await Promise.all([
      heldFields(tx, customerId),
      readChains(ctx, tx),
      toldByRecipient(tx, customerId, ctx.now),
      lastNamed(tx, customerId, collectiveIds(known), mostLately * 4),
      readVersions(tx),
      restrictedFields(tx, customerId),
    ])
    const consents = new Map([...chains].map(([id, chain]) => [id, groundConsent(chain[0], ctx.now)]))
    const given = new Set([...consents].filter(([, { state }]) => state === 'on').map(([id]) => id))
    const order = known.recipients.classes.map((one) => one.id)
    const lately = await latelyNamed(ctx, tx, named)
    const recipients = known.recipients.recipients
      .toSorted((one, other) => order.indexOf(one.class) - order.indexOf(other.class))
      .map((one) =>
        recipientView(
          known,
          one,
          { held, consents, told: told.get(one.id), lately: lately.get(one.id) },
          ctx.locale,
        ),
      )
    const former = await formerRecipients(ctx, tx, versions, told)
    const restricted = allFields(known).filter(({ id }) => unused.has(id))
    return {
      recipients,
      former,
      flow: flowOf(known, { held, given }, ctx.locale),
      restricted: restricted.map(({ title }) => title[ctx.locale]),
    }
  })
})

/** How many exact recipients of one that stands for many are listed. */
const mostLately = 3

const collectiveIds = ({ recipients }: Catalogue): string[] =>
  recipients.recipients.filter(({ collective }) => collective).map(({ id }) => id)

/** The last exact recipients by the recipient that stands for them, each once. */
async function latelyNamed(
  ctx: Ctx,
  tx: Tx,
  rows: Awaited<ReturnType<typeof lastNamed>>,
): Promise<Map<string, ExactRecipient[]>> {
  if (rows.length === 0) return new Map()
  const key = await customerKey(ctx, tx)
  const opened = rows.flatMap(({ recipient, ...row }) => {
    const to = openExact(key, row)
    return to ? [{ recipient, to, name: JSON.stringify(to) }] : []
  })
  const byRecipient = Map.groupBy(opened, ({ recipient }) => recipient)
  return new Map(
    [...byRecipient].map(([id, all]) => {
      const each = new Map(all.map(({ name, to }) => [name, to]))
      return [id, [...each.values()].slice(0, mostLately)]
    }),
  )
}

async function formerRecipients(
  ctx: Ctx,
  tx: Tx,
  versions: readonly PolicyVersion[],
  told: Awaited<ReturnType<typeof toldByRecipient>>,
): Promise<FormerRecipient[]> {
  const current = new Set(catalogue().recipients.recipients.map((one) => one.id))
  const gone = [...told].flatMap(([id, { thisYear, last }]) =>
    last && !current.has(id) ? [{ id, disclosed: { thisYear, last } }] : [],
  )
  const mentions = gone.map(
    ({ id, disclosed }): Mention => ({ kind: 'recipient', id, written: disclosed.last }),
  )
  const history = await historyOf(tx, versions, mentions)
  return gone
    .toSorted((one, other) => other.disclosed.last.getTime() - one.disclosed.last.getTime())
    .map(({ id, disclosed }) => ({
      id,
      title: history.title('recipient', id, disclosed.last, ctx.locale),
      disclosed,
    }))
}

async function heldFields(tx: Tx, customerId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ field: holdings.field })
    .from(holdings)
    .where(eq(holdings.customerId, customerId))
  return new Set(rows.map((row) => row.field))
}
