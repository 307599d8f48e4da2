import type { KeyObject } from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { type EventType, eventTypes } from '#db/schema/event-types.ts'
import { deliveries } from '#db/schema/events.ts'
import { subscriptions, systems } from '#db/schema/systems.ts'
import { decide } from '#domain/consents/decide.ts'
import type { Ctx } from '#domain/context.ts'
import { newKey } from '#domain/crypto.ts'
import { iinCheckDigit } from '#domain/customers/iin.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { testNow, type World } from './world.ts'

export interface Subscribed {
  id: string
  systemId: string
  secret: KeyObject
}

/** A system that is told of events at an address, as an administrator would have set it up. */
export async function subscribe(
  { db, keys }: Pick<World, 'db' | 'keys'>,
  url: string,
  options: {
    systemId?: string
    types?: EventType[]
    consents?: string[]
    state?: 'active' | 'paused' | 'disabled'
    former?: { secret: KeyObject; until: Date }
  } = {},
): Promise<Subscribed> {
  const { systemId = `system-${randomUUID()}`, types = [...eventTypes], former } = options
  const secret = newKey()
  const id = randomUUID()
  const name = { kk: 'SMS шлюзі', ru: 'SMS-шлюз', en: 'SMS gateway' }
  await db.insert(systems).values({ id: systemId, name, createdAt: testNow }).onConflictDoNothing()
  await db.insert(subscriptions).values({
    id,
    systemId,
    url,
    types,
    consents: options.consents ?? null,
    state: options.state ?? 'active',
    secretWrapped: await keys.master.wrap(secret),
    formerSecretWrapped: former ? await keys.master.wrap(former.secret) : null,
    formerSecretUntil: former?.until ?? null,
    madeUpTo: 0,
    createdAt: testNow,
  })
  return { id, systemId, secret }
}

/** A policy that decisions can name. */
export const publish = (world: World) => publishPolicy(world.worker(), catalogue())

/** The customer gives or withdraws a consent. @returns the decision, to name as the one before the next. */
export async function decideOn(
  ctx: Ctx,
  consent: string,
  outcome: 'given' | 'withdrawn',
  previousId: string | null = null,
): Promise<string> {
  const { history } = await decide(ctx, { consent, outcome, previousId, confirmed: true })
  return history[0]?.id ?? ''
}

/** A subscription's deliveries in the order of the feed, as the database has them. */
export const deliveriesOf = ({ db }: Pick<World, 'db'>, { id }: Pick<Subscribed, 'id'>) =>
  db.select().from(deliveries).where(eq(deliveries.subscriptionId, id)).orderBy(asc(deliveries.position))

/** As many customers as a test wants, with IINs that cannot be a living person's. */
export async function inventCustomers(system: Ctx, count: number): Promise<string[]> {
  const subjects: string[] = []
  for (let serial = 0; subjects.length < count; serial++) {
    const body = `8001021${String(serial).padStart(4, '0')}`
    const check = iinCheckDigit(body)
    if (check === null) continue
    const phone = `+7701${1_000_000 + serial}`
    const reference = `T-${serial}`
    subjects.push(await registerCustomer(system, { reference, iin: `${body}${check}`, phone, locale: 'kk' }))
  }
  return subjects
}

/** The customer's own browser. */
export const signedIn = (world: World, subject: string): Ctx & { subject: string } => ({
  ...world.ctx({ kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow }),
  subject,
})
