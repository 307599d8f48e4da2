import { z } from 'zod'
import { type EventType, eventTypes } from '#db/schema/events.ts'
import { keyScopes, type Scope } from '../permissions.ts'
import { isReceiverUrl } from './receiver-url.ts'

/** For how many days a key may be issued. */
export const keyDays = [30, 90, 180, 365] as const

const oneName = z.string('system.name').trim().min(1, 'system.name').max(80, 'system.name')
const name = z.object({ kk: oneName, ru: oneName, en: oneName })
const systemId = z
  .string('system.id')
  .trim()
  .regex(/^[a-z](-?[a-z0-9])+$/, 'system.id')
  .max(40, 'system.id')
const subscriptionId = z.uuid('system.unknown-subscription')

export const addSystemInput = z.object({ id: systemId, name })
export const renameSystemInput = z.object({ systemId, name })
export const showSystemInput = z.object({
  systemId,
  /** The last of the late deliveries already seen. */
  late: z.string('system.cursor').max(200, 'system.cursor').optional(),
})

export const issueKeyInput = z.object({
  systemId,
  scopes: z
    .array(
      z.string('system.scopes').transform((scope, issues) => {
        const given = keyScopes.find((one) => one === scope)
        if (given) return given
        issues.addIssue('system.scopes')
        return z.NEVER
      }),
      'system.scopes',
    )
    .min(1, 'system.scopes')
    .transform((scopes) => [...new Set(scopes)]),
  days: z.coerce.number('system.days').pipe(z.literal([...keyDays], 'system.days')),
})
export const revokeKeyInput = z.object({ systemId, keyId: z.string('system.unknown-key').max(40) })

const receiver = z.object({
  url: z.string('system.url').trim().max(500, 'system.url').refine(isReceiverUrl, 'system.url'),
  types: z
    .array(z.enum(eventTypes, 'system.types'), 'system.types')
    .min(1, 'system.types')
    .transform((types) => eventTypes.filter((type) => types.includes(type))),
  /** Of decisions, only those on these consents; null: on any. */
  consents: z.array(z.string().max(64), 'system.consents').min(1, 'system.consents').nullable(),
})
export const addSubscriptionInput = receiver.extend({ systemId })
export const changeSubscriptionInput = receiver.extend({ subscriptionId })
export const subscriptionInput = z.object({ subscriptionId })
export const resendInput = z.discriminatedUnion(
  'from',
  [
    z.object({
      from: z.literal('moment'),
      subscriptionId,
      at: z.union([z.date(), z.iso.datetime({ offset: true })], 'system.moment').pipe(z.coerce.date()),
    }),
    z.object({
      from: z.literal('position'),
      subscriptionId,
      position: z.coerce.number('system.position').pipe(z.int('system.position').min(1, 'system.position')),
    }),
  ],
  'system.from',
)

/**
 * How a subscription does, the worst that is so: `late` owes a confirmation past its time, `gone` was shut by its
 * receiver (410), `failing` is being tried again, `paused` by staff, `behind` has waited over a minute.
 */
export const standings = ['late', 'gone', 'failing', 'paused', 'behind', 'well', 'silent'] as const
/** The same of a system: that of the worst of its subscriptions; `silent` when it has none. */
export type Standing = (typeof standings)[number]

/** How deliveries to one subscription go. */
export interface Health {
  standing: Exclude<Standing, 'silent'>
  /** Events on their way: due, or not yet made into deliveries. */
  waiting: number
  /** How long the oldest of the due ones has waited; null when none does. */
  lagSeconds: number | null
  /** Deliveries whose last try failed, and how many tries they took together. */
  failing: number
  tries: number
  /** What the last of those tries came to: an HTTP status, or a word for what went wrong before there was one. */
  fault: string | null
  lastSentAt: Date | null
  lastConfirmedAt: Date | null
  /** Deliveries not confirmed by their time. */
  late: number
}

export interface SystemLine {
  id: string
  /** In the reader's language. */
  name: string
  standing: Standing
  late: number
  waiting: number
  failing: number
  /** The latest of its subscriptions. */
  lastSentAt: Date | null
  /** Keys that work now, and when the first of them ends. */
  keys: number
  keysUntil: Date | null
}

export interface SystemsView {
  /** The worst first, then by name. */
  systems: SystemLine[]
  can: { keep: boolean }
}

export interface KeyView {
  /** The part of the key that may be seen. */
  id: string
  scopes: Scope[]
  state: 'live' | 'expired' | 'revoked'
  createdAt: Date
  /** The sign of who issued it; null for what came with the demo. */
  createdBy: string | null
  expiresAt: Date
  revokedAt: Date | null
  revokedBy: string | null
  /** About when. */
  lastUsedAt: Date | null
}

export interface SubscriptionView {
  id: string
  url: string
  types: EventType[]
  /** With titles in the reader's language; null: decisions on any consent. */
  consents: { id: string; title: string }[] | null
  state: 'active' | 'paused' | 'disabled'
  health: Health
  /** Until when the secret before this one signs as well. */
  formerSecretUntil: Date | null
  /** Deliveries are made of all events up to this place in the feed. */
  madeUpTo: number
}

/** A delivery that was not confirmed by its time. It names no customer: the receiver knows it by its id. */
export interface LateDelivery {
  /** The `webhook-id` that the receiver saw. */
  id: string
  /** The consent's title in the reader's language. */
  consent: string
  decidedAt: Date
  confirmBy: Date
  /** When the receiver took it; null when it never did. */
  sentAt: Date | null
}

export interface SystemView extends SystemLine {
  names: Record<'kk' | 'ru' | 'en', string>
  createdAt: Date
  createdBy: string | null
  /** Those that work first; of the others the latest. */
  apiKeys: KeyView[]
  /** Without those that staff removed. */
  subscriptions: SubscriptionView[]
  /** A page of those that are late, the longest late first. */
  lateDeliveries: LateDelivery[]
  /** For the page after this; null on the last. */
  nextLate: string | null
  /** The last place in the feed. */
  head: number
  /** What a key or a subscription can be given. */
  choices: { scopes: Scope[]; days: number[]; types: EventType[]; consents: { id: string; title: string }[] }
  can: { keep: boolean; oversee: boolean; issueKey: boolean }
}
