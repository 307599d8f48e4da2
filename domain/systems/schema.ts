import { isIP } from 'node:net'
import { z } from 'zod'
import { type EventType, eventTypes } from '#db/schema/event-types.ts'
import type { Locale } from '#policy/locale.ts'
import { keyScopes, type Scope } from '../permissions.ts'
import type { Mentioned } from '../policies/schema.ts'

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

export const addSystemInput = z.object({
  id: systemId,
  name,
  /** The partner whose system it is; null for the bank's own. */
  recipient: z.string('system.recipient').max(64, 'system.recipient').nullable(),
})
export const renameSystemInput = z.object({ systemId, name })
export const showSystemInput = z.object({
  systemId,
  /** The cursor after the late deliveries already shown. */
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

/**
 * Whether an address has a shape to which events may be sent: `https`, without a user name or a fragment. Without TLS only
 * `localhost` and numeric addresses are allowed, and the sender's list of networks decides whether anything is sent there.
 */
export function isReceiverUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username || password || hash) return false
  const numeric = isIP(hostname.replace(/^\[|\]$/g, '')) > 0
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || numeric))
}

const receiver = z.object({
  url: z.string('system.url').trim().max(500, 'system.url').refine(isReceiverUrl, 'system.url'),
  types: z
    .array(z.enum(eventTypes, 'system.types'), 'system.types')
    .min(1, 'system.types')
    .transform((types) => eventTypes.filter((type) => types.includes(type))),
  /** Only decisions on these consents; null for any consent. */
  consents: z.array(z.string().max(64), 'system.consents').min(1, 'system.consents').nullable(),
})
export const addSubscriptionInput = receiver.extend({ systemId })
export const changeSubscriptionInput = receiver.extend({ subscriptionId })
export const subscriptionInput = z.object({ subscriptionId })
export const stopSecretInput = z.object({ subscriptionId, secretId: z.uuid('system.unknown-secret') })
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
 * The health of a subscription; the first that applies: `late` has a late confirmation, `gone` was ended by its receiver
 * (410), `failing` is being tried again, `draft` has to answer a test event, `paused` by staff, `behind` has waited for over
 * a minute, `unsent` was sent nothing yet.
 */
export const healthStates = [
  'late',
  'gone',
  'failing',
  'draft',
  'paused',
  'behind',
  'well',
  'unsent',
  'silent',
] as const
/** The health of a system is that of its worst subscription; `silent` when it has none. */
export type HealthState = (typeof healthStates)[number]

/** The figures of one subscription. */
export interface Health {
  healthState: Exclude<HealthState, 'silent'>
  /** The number of events that wait: due, or not yet made into deliveries. */
  waiting: number
  /** How long the oldest due delivery has waited; null when none waits. */
  lagSeconds: number | null
  /** The number of deliveries whose last try failed and, below, of all their tries. */
  failing: number
  tries: number
  /** The result of the last of those tries: an HTTP status, or what went wrong before there was one. */
  fault: string | null
  lastSentAt: Date | null
  lastConfirmedAt: Date | null
  /** The number of deliveries not confirmed in time. */
  late: number
}

/** A recipient of the policy that has systems of its own. */
export interface Partner {
  id: string
  /** In the reader's language. */
  name: string
}

export interface SystemLine {
  id: string
  /** In the reader's language. */
  name: string
  healthState: HealthState
  late: number
  waiting: number
  failing: number
  /** The latest of all its subscriptions. */
  lastSentAt: Date | null
  /** The number of valid keys and, below, when the first of them ends. */
  keys: number
  keysUntil: Date | null
}

export interface SystemsView {
  /** The worst first, then by name. */
  systems: SystemLine[]
  can: { keep: boolean }
}

export interface KeyView {
  /** The public part of the key. */
  id: string
  scopes: Scope[]
  state: 'live' | 'expired' | 'revoked'
  createdAt: Date
  /** The staff code of the person who issued it; null for the demo's keys. */
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
  /** With titles in the reader's language; null for decisions on any consent. */
  consents: Mentioned[] | null
  state: 'draft' | 'active' | 'paused' | 'disabled'
  /** When its receiver first answered a test event; null before. */
  liveSince: Date | null
  health: Health
  /** The former secrets that also sign, and until when; the newest first. */
  formerSecrets: { id: string; signsUntil: Date }[]
  /** Deliveries exist for all events up to this position in the feed. */
  madeUpTo: number
}

/** A delivery that was not confirmed in time. It names no customer; the receiver knows it by its id. */
export interface LateDelivery {
  /** The `webhook-id` that the receiver got. */
  id: string
  /** With its title of that time, in the reader's language. */
  consent: Mentioned
  decidedAt: Date
  confirmBy: Date
  /** When the receiver accepted it; null when it never did. */
  sentAt: Date | null
}

export interface SystemView extends SystemLine {
  names: Record<Locale, string>
  /** The partner whose system it is, by the name of the time it was added; null for the bank's own. */
  partner: Mentioned | null
  createdAt: Date
  createdBy: string | null
  /** Valid keys first, then the latest of the others. */
  apiKeys: KeyView[]
  /** Without those that staff have removed. */
  subscriptions: SubscriptionView[]
  /** A page of the late deliveries, the longest overdue first. */
  lateDeliveries: LateDelivery[]
  /** The cursor of the next page; null on the last. */
  nextLate: string | null
  /** The last position in the feed. */
  head: number
  /** The choices for a key or a subscription: of a partner's system those the partner may have. */
  choices: { scopes: Scope[]; days: number[]; types: EventType[]; consents: { id: string; title: string }[] }
  can: { keep: boolean; oversee: boolean; issueKey: boolean }
}
