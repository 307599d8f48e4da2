import type { Assumption } from '#policy/assumptions.ts'
import type { ClockStart } from '#policy/schema.ts'

// What a policy says in one language.

/** Whether what an item says is ours: put in where the policy is silent, or other than it says. */
export type Mark = Assumption['kind'] | null

/** A point of the policy: one or two sentences. */
export interface Point {
  id: string
  text: string
  mark: Mark
}

export interface PolicyContent {
  title: string
  lede: string
  /** The policy's own sentences; those that a version does not have are left out. */
  texts: Partial<Record<PolicyText, Point>>
  /** Whether the first day it applies is ours. */
  effectiveMark: Mark
  /** How many items are ours, of each kind. */
  invented: Record<Assumption['kind'], number>
  operator: OperatorContent
  categories: CategoryContent[]
  bases: BasisContent[]
  purposes: PurposeContent[]
  recipientClasses: RecipientClassContent[]
  consentGroups: ConsentGroupContent[]
  unrefusable: { id: string; title: string; reason: string; basis: string; mark: Mark }[]
  refusal: Point[]
  automatedDecisions: AutomatedDecisionContent[]
  clocks: ClockContent[]
  minors: Point[]
  promises: Point[]
  duties: Point[]
  rights: { id: string; title: string; text: string; citation: string }[]
  escalation: { id: string; title: string; text: string; mark: Mark }[]
}

export const policyTexts = [
  'scope',
  'definition',
  'sharingRule',
  'crossBorder',
  'abroadHere',
  'storage',
  'thirdPersons',
  'governingLaw',
  'ownership',
] as const
export type PolicyText = (typeof policyTexts)[number]

export interface OperatorContent {
  name: string
  bin: string
  binMark: Mark
  address: string
  phones: PhoneContent[]
  responsible: { title: string; email: string; mark: Mark }
  regulator: Point
  regulatorContacts: { address: string; phone: string; site: string; mark: Mark } | null
  site: string
}

export interface PhoneContent {
  id: string
  number: string
  label: string
  /** When it is answered, if the bank says so. */
  hours: { text: string; mark: Mark } | null
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
  /** Its place in the policy's lists; null for what we read out of its text. */
  number: number | null
  title: string
  hint: string | null
  source: string
  uses: { purpose: string; basis: string; mark: Mark }[]
  sensitivity: 'ordinary' | 'financial' | 'restricted'
  /** Until when, as a clause. */
  retention: string
  retentionMark: Mark
  recipients: string[]
  /** The consent without which the bank may not hold it. */
  consent: string | null
  mark: Mark
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
  mark: Mark
}

export interface RecipientClassContent {
  id: string
  title: string
  description: string
  direction: 'in' | 'out' | 'both'
  recipients: RecipientContent[]
  mark: Mark
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
  countries: { name: string; abroad: boolean; adequate: boolean; mark: Mark }[]
  /** The legal ground for the transfer abroad. */
  transferGround: string | null
  mark: Mark
}

export interface ConsentGroupContent {
  id: string
  title: string
  description: string
  consents: ConsentContent[]
  mark: Mark
}

export interface ConsentContent {
  id: string
  title: string
  allows: string
  whileOff: string
  /** What a refusal stops and, below, what goes on; both are computed from what each function needs. */
  stops: FunctionContent[]
  keeps: FunctionContent[]
  /** ISO 8601: how long a yes lasts. */
  validity: string
  obeyWithinMinutes: number
  /** Whether an open obligation forbids withdrawal. */
  lockable: boolean
  /** Whether Global Privacy Control switches it off. */
  gpc: boolean
  mark: Mark
}

/** A kind of decision that a program takes without a person. */
export interface AutomatedDecisionContent {
  id: string
  title: string
  decides: string
  effect: string
  /** What it is made from, each with the kinds of data. */
  factors: { id: string; title: string; fields: string[] }[]
  purpose: string
  basis: string
  /** The consent it rests on. */
  consent: string | null
  ground: string
  /** The role that reviews it. */
  reviewer: string
  mark: Mark
}

export interface FunctionContent {
  title: string
  mark: Mark
}

export interface ClockContent {
  id: string
  title: string
  amount: number
  unit: 'calendar-days' | 'working-days'
  /** What the clock runs from; null in versions that did not say so. */
  starts: ClockStart | null
  source: string
  /** ISO date of the source's last revision. */
  revised: string
  mark: Mark
}
