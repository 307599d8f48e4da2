import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import { requireSubject } from '../access.ts'
import { requireConsent } from '../consents/require-consent.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid, locked, notFound } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type StateConsent, type StateService, StateServiceFailed } from './state-service.ts'

export const askStateConsentInput = z.strictObject({
  consent: z.string('consent.unknown').describe('The id of the consent in the policy.'),
})

/** What the state service knows about a consent. `unreachable` means that it did not answer, so nothing is known. */
export type StateConsentView =
  | ({ consent: string; state: 'given' | 'not-given' } & Pick<StateConsent, 'since' | 'until'>)
  | { consent: string; state: 'unreachable'; since: null; until: null }

/** Of one system about one customer. */
const askLimit = { name: 'state-consent', max: 60, seconds: 60 * 60 }

/**
 * Asks the state service whether the customer gave a consent there. The audit row is written before the question is sent;
 * the answer is returned and not stored. What holds at the bank is the bank's own record.
 * @param service null when the bank is not connected to it.
 * @throws DomainError `invalid`, `locked` when the bank is not connected, `not-found` when it does not hold the
 *   customer's IIN, `too-many`
 */
export const askStateConsent = verb(
  'state-service:ask',
  askStateConsentInput,
  async (ctx, { consent }, service: Pick<StateService, 'askConsent'> | null): Promise<StateConsentView> => {
    const code = requireConsent(consent).stateCode
    if (!code) throw invalid('consent', 'state-service.not-its-consent')
    if (!service) throw locked('state-service.not-connected')
    await takeTry(ctx, [{ limit: askLimit, who: `${ctx.actor.systemId} ${requireSubject(ctx)}` }])
    const iin = await change(ctx, async (tx) => {
      const opened = await ownIin(ctx, tx)
      await record(ctx, tx, { action: 'state-consent.asked', detail: { consent, code } })
      return opened
    })
    try {
      const { given, since, until } = await service.askConsent({ iin, code, requestId: ctx.requestId })
      return { consent, state: given ? 'given' : 'not-given', since, until }
    } catch (error) {
      if (!(error instanceof StateServiceFailed)) throw error
      return { consent, state: 'unreachable', since: null, until: null }
    }
  },
)

async function ownIin(ctx: Ctx, tx: Tx): Promise<string> {
  const [key, [row]] = await Promise.all([
    customerKey(ctx, tx),
    tx
      .select({ id: holdings.id, sealed: holdings.valueSealed })
      .from(holdings)
      .where(and(eq(holdings.customerId, requireSubject(ctx)), eq(holdings.field, 'iin'))),
  ])
  if (!row) throw notFound()
  return openText(key, row.sealed, `holdings:${row.id}:value`)
}
