import { z } from 'zod'
import type { Assumption } from '#policy/assumptions.ts'
import type { PolicyContent } from './content-schema.ts'

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

/** What the policy has, by the ids that systems write. */
export interface IdsView {
  consents: { id: string; title: string }[]
  fields: { id: string; title: string }[]
  /** `collective`: it stands for many, and a disclosure says who exactly it was. */
  recipients: { id: string; title: string; collective: boolean }[]
  purposes: { id: string; title: string }[]
  automatedDecisions: { id: string; title: string; factors: string[]; outcomes: string[] }[]
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

/** The parts of the policy in which there can be changes, in the order of the page. */
export const policySections = [
  'wording',
  'data',
  'purposes',
  'recipients',
  'choices',
  'automated',
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
  'automated-decision',
  'clock',
  'calendar',
  'request',
  'refusal-reason',
  'minor',
  'promise',
  'duty',
  'right',
  'operator',
  'escalation',
] as const
export type ItemKind = (typeof itemKinds)[number]

/** A value that the policy does not give: it is silent, or says otherwise. */
export type AssumptionView = Pick<Assumption, 'where' | 'kind'> & Record<'title' | 'value', string>

/** Something that a row names, with its title under the policy of that time; null when no version has it. */
export type Mentioned = { id: string; title: string | null }
