import { and, desc, eq, isNull, max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { eventTypes } from '#db/schema/event-types.ts'
import { events } from '#db/schema/events.ts'
import { formerSecrets, subscriptions, systemKeys, systems } from '#db/schema/systems.ts'
import { consentNamed } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { may } from '../access.ts'
import type { Ctx } from '../context.ts'
import { timeCursor } from '../cursor.ts'
import { invalid, notFound } from '../errors.ts'
import { keyScopes } from '../permissions.ts'
import { type History, historyOf, type Mention, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readHealth, type Subscription } from './health.ts'
import { lateDeliveries } from './late-deliveries.ts'
import { hearable, mayCarry } from './partners.ts'
import { type KeyView, keyDays, type SubscriptionView, type SystemView, showSystemInput } from './schema.ts'
import { stillSigns } from './signing-secrets.ts'
import { systemLine } from './system-line.ts'

/** How many keys are shown, valid ones first. */
const listedKeys = 10

/**
 * Shows a system: its keys, its subscriptions with their health, and its late deliveries. It contains no key or secret
 * that could be used.
 * @throws DomainError `not-found`; `invalid` for a malformed cursor
 */
export const showSystem = verb(
  'systems:show',
  showSystemInput,
  async (ctx, { systemId, late }): Promise<SystemView> => {
    const after = late === undefined ? null : timeCursor.read(late)
    if (late !== undefined && !after) throw invalid('late', 'system.cursor')
    const { system, health, former, keys, overdue, end, history } = await read(ctx, async (tx) => {
      const versions = readVersions(tx)
      const [[system], health, former, keys, overdue, [end]] = await Promise.all([
        tx.select().from(systems).where(eq(systems.id, systemId)),
        readHealth(ctx, tx, systemId),
        readFormerSecrets(ctx, tx, systemId),
        tx
          .select()
          .from(systemKeys)
          .where(eq(systemKeys.systemId, systemId))
          .orderBy(desc(isNull(systemKeys.revokedAt)), desc(systemKeys.createdAt), desc(systemKeys.id))
          .limit(listedKeys),
        lateDeliveries(ctx, tx, systemId, after, versions),
        tx.select({ head: max(events.position) }).from(events),
      ])
      const mentions = [
        ...health.flatMap(({ subscription }) => mentionsOf(subscription)),
        ...(system ? partnerOf(system) : []),
      ]
      const history = await historyOf(tx, await versions, mentions)
      return { system, health, former, keys, overdue, end, history }
    })
    if (!system) throw notFound()
    const apiKeys = keys.map((key) => keyView(ctx, key))
    const live = apiKeys.filter(({ state }) => state === 'live')
    const keep = may(ctx, 'systems:keep')
    const [partner] = partnerOf(system)
    const { types, consents } = hearable(system)
    return {
      ...systemLine(ctx, system, { health, keys: live }),
      names: system.name,
      partner: partner
        ? { id: partner.id, title: history.title('recipient', partner.id, system.createdAt, ctx.locale) }
        : null,
      createdAt: system.createdAt,
      createdBy: system.createdBy,
      apiKeys,
      subscriptions: health.map(({ subscription, health: doing }) => ({
        ...subscriptionView(ctx, subscription, history),
        formerSecrets: former
          .filter(({ subscriptionId }) => subscriptionId === subscription.id)
          .map(({ id, signsUntil }) => ({ id, signsUntil })),
        health: doing,
      })),
      lateDeliveries: overdue.page,
      nextLate: overdue.next,
      head: end?.head ?? 0,
      choices: {
        scopes: keyScopes.filter((scope) => mayCarry(system, scope)),
        days: [...keyDays],
        types,
        consents: titled(ctx, consents),
      },
      can: { keep, oversee: may(ctx, 'deliveries:oversee'), issueKey: keep && live.length < 2 },
    }
  },
)

function keyView(ctx: Ctx, key: typeof systemKeys.$inferSelect): KeyView {
  const { id, createdAt, createdBy, expiresAt, revokedAt, revokedBy, lastUsedAt } = key
  const ended = revokedAt !== null && revokedAt < expiresAt
  return {
    id,
    scopes: key.scopes,
    state: ended ? 'revoked' : expiresAt <= ctx.now ? 'expired' : 'live',
    createdAt,
    createdBy,
    expiresAt,
    revokedAt: ended ? revokedAt : null,
    revokedBy,
    lastUsedAt,
  }
}

/** The former secrets of a system's subscriptions that still sign, the newest first. */
const readFormerSecrets = (ctx: Ctx, tx: Tx, systemId: string) =>
  tx
    .select({
      subscriptionId: formerSecrets.subscriptionId,
      id: formerSecrets.id,
      signsUntil: formerSecrets.signsUntil,
    })
    .from(formerSecrets)
    .innerJoin(subscriptions, eq(subscriptions.id, formerSecrets.subscriptionId))
    .where(and(eq(subscriptions.systemId, systemId), stillSigns(ctx)))
    .orderBy(desc(formerSecrets.signsUntil), desc(formerSecrets.id))

const partnerOf = ({ recipient: id, createdAt: written }: typeof systems.$inferSelect): Mention[] =>
  id === null ? [] : [{ kind: 'recipient', id, written }]

const mentionsOf = ({ consents, createdAt: written }: Subscription): Mention[] =>
  (consents ?? []).map((id) => ({ kind: 'consent', id, written }))

function subscriptionView(
  ctx: Ctx,
  subscription: Subscription,
  history: History,
): Omit<SubscriptionView, 'health' | 'formerSecrets'> {
  const { id, url, types, consents, state, liveSince, madeUpTo, createdAt } = subscription
  return {
    id,
    url,
    types: eventTypes.filter((type) => types.includes(type)),
    consents:
      consents?.map((one) => ({ id: one, title: history.title('consent', one, createdAt, ctx.locale) })) ??
      null,
    state,
    liveSince,
    madeUpTo,
  }
}

const titled = (ctx: Ctx, consents: readonly string[]) =>
  consents.map((id) => ({ id, title: consentNamed(catalogue(), id)?.title[ctx.locale] ?? id }))
