import { decisionEvents, type EventType, eventTypes } from '#db/schema/event-types.ts'
import type { systems } from '#db/schema/systems.ts'
import { consentNamed, consentsByRecipient, findRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Issue } from '../errors.ts'
import type { Scope } from '../permissions.ts'
import { verb } from '../verb.ts'
import type { Partner } from './schema.ts'

type Owned = Pick<typeof systems.$inferSelect, 'recipient'>

/** The recipients that have a consent to hear of: those whose systems can be added. In the reader's language. */
export const listPartners = verb('systems:keep', (ctx): Partner[] => {
  const policy = catalogue()
  return Object.keys(consentsByRecipient(policy)).map((id) => ({
    id,
    name: findRecipient(policy, id).name[ctx.locale],
  }))
})

/** The fault of a partner whom no consent names. */
export const partnerFaults = (recipient: string | null | undefined): Issue[] =>
  typeof recipient === 'string' && !Object.hasOwn(consentsByRecipient(catalogue()), recipient)
    ? [{ path: 'recipient', key: 'system.recipient' }]
    : []

/** What a system may be told of: the bank's own of everything, a partner's of the consents that name the partner. */
export function hearable({ recipient }: Owned): { types: EventType[]; consents: string[] } {
  const policy = catalogue()
  if (recipient === null)
    return { types: [...eventTypes], consents: policy.consents.consents.map(({ id }) => id) }
  return { types: [...decisionEvents], consents: consentsByRecipient(policy)[recipient] ?? [] }
}

/**
 * Scopes that no partner's key has: the feed has the events of all customers, and what a customer's data are restricted for
 * or what they ask for is between the customer and the bank.
 */
const bankScopes: ReadonlySet<Scope> = new Set<Scope>([
  'events:read',
  'records:send',
  'restrictions:check',
  'restrictions:put',
  'restrictions:report',
  'tasks:answer',
])

/** Whether a key of the system may carry a scope. */
export const mayCarry = ({ recipient }: Owned, scope: Scope): boolean =>
  recipient === null || !bankScopes.has(scope)

interface Asked {
  types: readonly EventType[]
  consents: readonly string[] | null
}

/** The faults of a subscription: consents that the catalogue does not have, and whatever the system may not be told of. */
export function hearingFaults(system: Owned, { types, consents }: Asked): Issue[] {
  const may = hearable(system)
  const isKnown = (id: string) => consentNamed(catalogue(), id) !== undefined
  const foreign = consents?.some((id) => !may.consents.includes(id))
  return [
    ...(types.every((type) => may.types.includes(type))
      ? []
      : [{ path: 'types', key: 'system.partner-types' }]),
    ...(foreign
      ? [{ path: 'consents', key: consents?.every(isKnown) ? 'system.partner-consents' : 'system.consents' }]
      : []),
  ]
}

/**
 * The consents to which a subscription is limited, in the catalogue's order; null for all. That of a partner is always
 * limited: without any named, to those that name the partner.
 */
export function limitedTo(system: Owned, asked: readonly string[] | null): string[] | null {
  if (asked === null && system.recipient === null) return null
  return hearable(system).consents.filter((id) => asked?.includes(id) ?? true)
}
