import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { nobody } from '#db/schema/roles.ts'
import { stateApplications } from '#db/schema/state-service.ts'
import { catalogue } from '#policy/load.ts'
import { withdrawOne } from '../consents/withdraw-one.ts'
import type { Ctx } from '../context.ts'
import { conflict } from '../errors.ts'
import { record } from '../record.ts'
import { change, isDuplicate, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type StateApplication, type StateOutcome, stateApplication } from './state-service.ts'

/**
 * Decides on a withdrawal requested at the state service: at once, and once however often the service lists it. The
 * decision's evidence is the application's number; its language is the customer's. The bank's answer becomes due in the
 * same transaction.
 * @returns the outcome, of now or of the first time.
 * @throws DomainError `invalid`; `conflict` when the application is being taken, or its consent decided, at the same
 *   moment: nothing is kept then, and it may be taken again
 */
export const takeStateApplication = verb(
  'state-service:withdraw',
  stateApplication,
  async (ctx, application): Promise<StateOutcome> => {
    const { taken, customer } = await read(ctx, (tx) => find(ctx, tx, application))
    if (taken) return taken.outcome
    const own: Ctx = { ...ctx, subject: customer?.id ?? null, locale: customer?.locale ?? ctx.locale }
    return change(own, async (tx) => {
      const { number: id, at } = application
      const { outcome, consent, decisionId } = await decideOn(own, tx, application)
      const row = { customerId: own.subject ?? nobody, id, consent, outcome, decisionId }
      try {
        await tx
          .insert(stateApplications)
          .values({ ...row, receivedAt: ctx.now, attempts: 0, dueAt: ctx.now })
      } catch (error) {
        throw isDuplicate(error) ? conflict() : error
      }
      const detail = { number: id, consent, outcome, askedAt: at }
      await record(own, tx, {
        action: 'state-application.taken',
        ...(decisionId && { objectId: decisionId }),
        detail,
      })
      return outcome
    })
  },
)

async function find(ctx: Ctx, tx: Tx, { number, iin }: StateApplication) {
  const [[taken], [customer]] = await Promise.all([
    tx
      .select({ outcome: stateApplications.outcome })
      .from(stateApplications)
      .where(eq(stateApplications.id, number)),
    tx
      .select({ id: customers.id, locale: customers.locale })
      .from(customers)
      .where(inArray(customers.iinHash, ctx.keys.lookups('iin', iin))),
  ])
  return { taken, customer }
}

interface Decided {
  outcome: StateOutcome
  consent: string | null
  decisionId: string | null
}

async function decideOn(ctx: Ctx, tx: Tx, { code, number }: StateApplication): Promise<Decided> {
  const consent = catalogue().consents.consents.find(({ stateCode }) => stateCode === code)
  const none = { consent: consent?.id ?? null, decisionId: null }
  if (!ctx.subject) return { ...none, outcome: 'unknown-customer' }
  if (!consent) return { ...none, outcome: 'unknown-consent' }
  const origin = { channel: 'state-service', evidence: number } as const
  return { ...none, ...(await withdrawOne(ctx, tx, consent, origin)) }
}
