import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import { readChains } from '../consents/decisions.ts'
import type { Ctx } from '../context.ts'
import { historyOf, type Mention, type PolicyVersion, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { toldByRecipient } from './disclosure-rows.ts'
import { flowOf } from './flow.ts'
import { recipientView } from './recipient-view.ts'
import { groundConsent } from './rules.ts'
import type { FormerRecipient, RecipientsView } from './schema.ts'

/**
 * The recipients that may get the customer's data, with their sharing grounds, the fields the bank holds, how often each
 * got data this year and when last; those that got data and are not in the policy any more; and the flow from source to
 * recipient.
 */
export const listRecipients = verb('disclosures:list', async (ctx): Promise<RecipientsView> => {
  const customerId = requireSubject(ctx)
  const known = catalogue()
  return read(ctx, async (tx) => {
    const [held, chains, told, versions] = await Promise.all([
      heldFields(tx, customerId),
      readChains(ctx, tx),
      toldByRecipient(tx, customerId, ctx.now),
      readVersions(tx),
    ])
    const consents = new Map([...chains].map(([id, chain]) => [id, groundConsent(chain[0], ctx.now)]))
    const given = new Set([...consents].filter(([, { state }]) => state === 'on').map(([id]) => id))
    const order = known.recipients.classes.map((one) => one.id)
    const recipients = known.recipients.recipients
      .toSorted((one, other) => order.indexOf(one.class) - order.indexOf(other.class))
      .map((one) => recipientView(known, one, { held, consents, told: told.get(one.id) }, ctx.locale))
    const former = await formerRecipients(ctx, tx, versions, told)
    return { recipients, former, flow: flowOf(known, { held, given }, ctx.locale) }
  })
})

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
