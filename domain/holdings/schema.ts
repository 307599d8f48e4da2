import { z } from 'zod'
import type { Field, Locale } from '#policy/schema.ts'
import type { ConsentState } from '../consents/schema.ts'
import { day, momentOrDay } from '../moment.ts'

export const obtainedWays = ['account-opening', 'app', 'transfer', 'branch', 'partner', 'registry'] as const
/** How a value came to the bank. */
export type ObtainedVia = (typeof obtainedWays)[number]

/** What a system holds in one field: the field is the catalogue's, the value as it stands in their books. */
export const holdingInput = z.strictObject({
  field: z.string('holding.unknown-field').max(64, 'holding.unknown-field'),
  value: z.string('holding.value').trim().min(1, 'holding.value').max(20_000, 'holding.value'),
  /** For collections: how many entries the bank holds. */
  quantity: z
    .int('holding.quantity')
    .min(0, 'holding.quantity')
    .max(2_147_483_647, 'holding.quantity')
    .optional(),
  obtainedAt: momentOrDay('holding.time').optional(),
  obtainedVia: z.enum(obtainedWays, 'holding.obtained-via'),
})
export type HoldingInput = z.infer<typeof holdingInput>

export const putHoldingsInput = z.strictObject({
  holdings: z.array(holdingInput, 'holding.none').min(1, 'holding.none').max(200, 'holding.too-many'),
})

/** A contract whose open obligation forbids withdrawing a consent. */
const obligation = z.strictObject({
  kind: z.enum(['loan'], 'obligation.kind'),
  /** The contract's number as the customer knows it. */
  contract: z
    .string('obligation.contract')
    .trim()
    .min(1, 'obligation.contract')
    .max(64, 'obligation.contract'),
  openedOn: day('obligation.date'),
  /** The day it was fulfilled; null while it is open. */
  closedOn: day('obligation.date').nullable().default(null),
})
const endsAfterItBegins = ({ openedOn, closedOn }: z.output<typeof obligation>) =>
  closedOn === null || closedOn >= openedOn
const notBefore = { path: ['closedOn'], message: 'obligation.date' }
export const obligationInput = obligation.refine(endsAfterItBegins, notBefore)
/** The id names the obligation from its first report on; made here when absent. */
export const putObligationInput = obligation
  .extend({ id: z.uuid('obligation.id').optional() })
  .refine(endsAfterItBegins, notBefore)

export const revealInput = z.object({ field: z.string().max(64) })
/** A value shown whole, to its owner or for a reason of its own in a look, for so long. */
export interface Revealed {
  field: string
  value: string
  /** What kind of value it is, for writing it in the reader's language. */
  rule: Field['mask']
  hideAfterSeconds: number
}

const searchWord = z
  .string()
  .transform((typed) => typed.trim().slice(0, 100))
  .catch('')
/** Filters come from an address anyone may type: what is no word is taken as none. */
export const listHoldingsInput = z.object({
  q: searchWord,
  source: searchWord,
  purpose: searchWord,
  recipient: searchWord,
  /** All of one category. */
  category: searchWord,
  /** One field alone. */
  field: searchWord,
})
export type Filters = z.infer<typeof listHoldingsInput>
export type FilterName = Exclude<keyof Filters, 'q'>
/** Those a reader chooses from a list; a link brings the others. */
export type ChoiceName = 'source' | 'purpose' | 'recipient'

export interface HoldingsView {
  filters: Filters
  /** Whether any filter narrows what is shown. */
  filtered: boolean
  /** Filters that named something the catalogue does not have; they narrow nothing. */
  ignored: FilterName[]
  options: Record<ChoiceName, Option[]>
  totals: { held: number; absent: number; categories: number; emptyCategories: number }
  categories: CategoryView[]
  /** What it takes to see a value whole: a fresh code of its owner, a reason of who looks with leave; null: nothing helps. */
  revealedBy: 'code' | 'reason' | null
  /** Where a fresh code would be sent, masked; null when the bank holds no number. */
  phone: string | null
}

export interface Option {
  id: string
  title: string
}

export interface CategoryView {
  id: string
  title: string
  arrival: string
  whenEmpty: string
  held: number
  /** For a category of permissions, each with its consent: how many there are and how many are on. */
  permissions: { all: number; on: number } | null
  /** What is held first, then what is not. */
  fields: FieldView[]
}

export interface FieldView {
  id: string
  title: string
  hint: string | null
  source: { id: string; sentence: string }
  uses: UseView[]
  recipients: FieldRecipient[]
  /** Until when, verb included. */
  retention: string
  neverReveal: boolean
  /** The consent without which the bank may not hold it. */
  consent: ConsentStateView | null
  whenEmpty: string
  /** Null when the bank does not hold it. */
  held: HeldView | null
}

export interface HeldView {
  /** Shown in place of the value; the value itself when its rule is `plain`. */
  masked: string
  rule: Field['mask']
  quantity: number | null
  obtainedAt: Date
  obtainedVia: ObtainedVia
  /** How often its owner has had it shown. */
  reveals: number
  /** There is something behind the mask, and it may be asked for here. */
  revealable: boolean
}

export interface UseView {
  purpose: string
  title: string
  clause: string
  basis: string
  basisTitle: string
  /** False where it rests on a consent that is off. */
  live: boolean
}

export interface FieldRecipient {
  id: string
  name: string
  /** Countries outside Kazakhstan it receives in. */
  abroad: string[]
  /** False where it rests on a consent that is off. */
  live: boolean
}

export interface ConsentStateView {
  id: string
  state: ConsentState
  decidedAt: Date | null
}

/** How the bank reaches the customer: phone and e-mail masked, null for what it does not hold. */
export interface ContactDetails {
  phone: string | null
  email: string | null
  /** The language it writes in. */
  locale: Locale
  /** Whether whoever looks may choose another. */
  live: boolean
}
