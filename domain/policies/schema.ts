import { z } from 'zod'
import type { Assumption } from '#policy/assumptions.ts'

/** A version's number in an address. */
const versionNumber = z.coerce
  .number('policy.number')
  .int('policy.number')
  .min(1, 'policy.number')
  .max(1_000_000, 'policy.number')

/** Without a number, the version in force. */
export const showPolicyInput = z.object({ number: versionNumber.optional() })
export const showCanonicalInput = z.object({ number: versionNumber })

export interface PublishedPolicy {
  number: number
  /** SHA-256 of the canonical JSON, in hexadecimal. */
  hash: string
  /** False when a version with the same content existed already. */
  isNew: boolean
}

export interface VersionView {
  number: number
  /** The first day it applies, as ISO date. */
  effectiveOn: string
}

/** A published policy, with every text in the reader's language. */
export interface PolicyView extends VersionView {
  hash: string
  publishedAt: Date
  inForce: boolean
  /** The version that replaced it. */
  replacedBy: VersionView | null
  /** Every version, newest first. */
  versions: VersionView[]
  content: PolicyContent
  /** What changed from the version before; null for the first. */
  changes: PolicyChange[] | null
}

/** A point of the policy: one or two sentences. */
export interface Point {
  id: string
  text: string
}

export interface PolicyContent {
  title: string
  lede: string
  definition: string
  sharingRule: string
  crossBorder: string
  storage: string
  thirdPersons: string
  operator: OperatorContent
  categories: CategoryContent[]
  bases: BasisContent[]
  purposes: PurposeContent[]
  recipientClasses: RecipientClassContent[]
  consentGroups: ConsentGroupContent[]
  unrefusable: { id: string; title: string; reason: string; basis: string }[]
  refusal: Point[]
  clocks: ClockContent[]
  minors: Point[]
  promises: Point[]
  duties: Point[]
  rights: { id: string; title: string; text: string; citation: string }[]
  escalation: { id: string; title: string; text: string }[]
}

export interface OperatorContent {
  name: string
  bin: string
  address: string
  phones: { id: string; number: string; label: string; urgent: boolean }[]
  responsible: { title: string; email: string }
  regulator: string
}

export interface CategoryContent {
  id: string
  title: string
  description: string
  /** How data come into the category. */
  arrival: string
  fields: FieldContent[]
}

export interface FieldContent {
  id: string
  number: number
  title: string
  hint: string | null
  source: string
  uses: { purpose: string; basis: string }[]
  sensitivity: 'ordinary' | 'financial' | 'restricted'
  /** Until when, as a clause. */
  retention: string
  recipients: string[]
  /** The consent without which the bank may not hold it. */
  consent: string | null
}

export interface BasisContent {
  id: string
  title: string
  sentence: string
  citation: string | null
}

export interface PurposeContent {
  id: string
  title: string
  description: string
  basis: string
  refusable: boolean
  /** How many fields it uses. */
  fields: number
}

export interface RecipientClassContent {
  id: string
  title: string
  description: string
  direction: 'in' | 'out' | 'both'
  recipients: RecipientContent[]
}

export interface RecipientContent {
  id: string
  name: string
  receives: string
  direction: 'in' | 'out' | 'both'
  basis: string
  /** The consent it rests on. */
  consent: string | null
  fields: string[]
  countries: { name: string; abroad: boolean; adequate: boolean }[]
  /** The legal ground for the transfer abroad. */
  transferGround: string | null
}

export interface ConsentGroupContent {
  id: string
  title: string
  description: string
  consents: ConsentContent[]
}

export interface ConsentContent {
  id: string
  title: string
  allows: string
  whileOff: string
  /** What a refusal stops and, below, what goes on; both are computed from what each function needs. */
  stops: string[]
  keeps: string[]
  /** ISO 8601: how long a yes lasts. */
  validity: string
  obeyWithinMinutes: number
  /** Whether an open obligation forbids withdrawal. */
  lockable: boolean
  /** Whether Global Privacy Control switches it off. */
  gpc: boolean
}

export interface ClockContent {
  id: string
  title: string
  amount: number
  unit: 'calendar-days' | 'working-days'
  source: string
  /** ISO date of the source's last revision. */
  revised: string
  assumed: boolean
}

/** The parts of the policy in which there can be changes, in the order of the page. */
export const policySections = [
  'wording',
  'data',
  'purposes',
  'recipients',
  'choices',
  'clocks',
  'minors',
  'security',
  'rights',
  'contacts',
] as const
export type Section = (typeof policySections)[number]

/** What can change about an item. */
export const aspects = [
  'wording',
  'data',
  'purposes',
  'recipients',
  'period',
  'countries',
  'consents',
  'detail',
] as const
export type Aspect = (typeof aspects)[number]

export interface PolicyChange {
  section: Section
  kind: ItemKind
  id: string
  title: string
  change: 'added' | 'removed' | 'changed'
  /** Empty unless changed. */
  aspects: Aspect[]
}

export const itemKinds = [
  'policy',
  'category',
  'field',
  'source',
  'retention',
  'purpose',
  'basis',
  'recipient-class',
  'recipient',
  'country',
  'consent-group',
  'consent',
  'function',
  'unrefusable',
  'refusal',
  'clock',
  'calendar',
  'minor',
  'promise',
  'duty',
  'right',
  'operator',
  'escalation',
] as const
export type ItemKind = (typeof itemKinds)[number]

/** A value on which the policy is silent, and which we have put in. */
export type AssumptionView = Pick<Assumption, 'where'> & Record<'title' | 'value', string>

/** Something that a row names, with its title under the policy of that time; null when no version has it. */
export type Mentioned = { id: string; title: string | null }
