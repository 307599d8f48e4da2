import { z } from 'zod'
import { obligationKinds, obtainedWays } from '#db/schema/holdings.ts'
import type { Field, Locale } from '#policy/schema.ts'
import type { ConsentState } from '../consents/schema.ts'
import { day, momentOrDay } from '../moment-input.ts'
import type { RestrictionView } from '../restrictions/schema.ts'

export type ObtainedVia = (typeof obtainedWays)[number]

/** A holding as a system sends it: a field of the catalogue and the value as the system has it. */
export const holdingInput = z.strictObject({
  field: z
    .string('holding.unknown-field')
    .max(64, 'holding.unknown-field')
    .describe('The id of the kind of data in the policy.'),
  value: z
    .string('holding.value')
    .trim()
    .min(1, 'holding.value')
    .max(20_000, 'holding.value')
    .describe('The value as the system has it, of at most 20,000 characters. It is kept sealed.'),
  quantity: z
    .int('holding.quantity')
    .min(0, 'holding.quantity')
    .max(2_147_483_647, 'holding.quantity')
    .optional()
    .describe('Of a collection, how many entries the bank holds.'),
  obtainedAt: momentOrDay('holding.time')
    .optional()
    .describe('When the bank got it: a moment with its offset, or a day. Without it, the time of the call.'),
  obtainedVia: z.enum(obtainedWays, 'holding.obtained-via').describe('How the bank got it.'),
})
export type HoldingInput = z.infer<typeof holdingInput>

export const putHoldingsInput = z.strictObject({
  holdings: z
    .array(holdingInput, 'holding.none')
    .min(1, 'holding.none')
    .max(200, 'holding.too-many')
    .describe('The values, at most one of each field.'),
})

/** A contract whose open obligation forbids withdrawing a consent. */
export const obligationInput = z.strictObject({
  kind: z.enum(obligationKinds, 'obligation.kind').describe('What kind of contract it is.'),
  contract: z
    .string('obligation.contract')
    .trim()
    .min(1, 'obligation.contract')
    .max(64, 'obligation.contract')
    .describe("The contract's number as the customer knows it."),
  openedOn: day('obligation.date').describe('Its first day, which has come.'),
  closedOn: day('obligation.date')
    .nullable()
    .default(null)
    .describe('The day it was fulfilled; null while it is open.'),
})
/** The id names the obligation in later reports; it is made here when it is missing. */
export const putObligationInput = obligationInput.extend({ id: z.uuid('obligation.id').optional() })

export const revealInput = z.object({ field: z.string().max(64) })

const searchWord = z
  .string()
  .transform((typed) => typed.trim().slice(0, 100))
  .catch('')
/** Filters come from an address that anyone may type, so a value that is not a word counts as none. */
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
export type HoldingFilters = z.infer<typeof listHoldingsInput>
export type FilterName = Exclude<keyof HoldingFilters, 'q'>
/** The filters chosen from a list; the others come from links. */
export type ChoiceName = 'source' | 'purpose' | 'recipient'

export interface HoldingsView {
  filters: HoldingFilters
  /** Whether any filter narrows what is shown. */
  filtered: boolean
  /** Filters with a value the catalogue does not have; they are ignored. */
  ignored: FilterName[]
  options: Record<ChoiceName, FilterOption[]>
  totals: { held: number; absent: number; categories: number; emptyCategories: number }
  categories: CategoryView[]
  /** What reveals a value: the customer's fresh code, or a reason given in a look; null when values cannot be revealed. */
  revealedBy: 'code' | 'reason' | null
  /** The masked number to which a fresh code would be sent; null when the bank holds none. */
  phone: string | null
}

export interface FilterOption {
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
  /** The fields the bank holds first, then the others. */
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
  /** Whether it is held under an earlier policy and today's does not have it: it has no use and no recipient any more. */
  former: boolean
  /** Null unless its use is restricted. */
  restriction: RestrictionView | null
  /** Null when the bank does not hold it. */
  held: HeldView | null
}

/** How often a value was revealed. */
export interface Reveals {
  /** By the customer. */
  reveals: number
  /** By the bank's staff, in looks. */
  staffReveals: number
}

export interface HeldView extends Reveals {
  /** The masked value; the value itself when its rule is `plain`. */
  masked: string
  rule: Field['mask']
  quantity: number | null
  obtainedAt: Date
  obtainedVia: ObtainedVia
  /** Whether the mask hides something and this reader may reveal it. */
  revealable: boolean
}

export interface UseView {
  purpose: string
  title: string
  clause: string
  basis: string
  basisTitle: string
  /** False where it rests on a consent that is off, or on what a restriction does not allow. */
  live: boolean
}

export interface FieldRecipient {
  id: string
  name: string
  /** The countries outside Kazakhstan in which it receives data. */
  abroad: string[]
  /** The legal ground on which it may get the data. */
  basis: string
  /** False where it rests on a consent that is off, or on what a restriction does not allow. */
  live: boolean
}

export interface ConsentStateView {
  id: string
  state: ConsentState
  decidedAt: Date | null
}

/** The customer's phone and e-mail, masked; null for what the bank does not hold. */
export interface ContactDetails {
  phone: string | null
  email: string | null
  /** The language in which the bank writes. */
  locale: Locale
  /** Whether this reader may change it. */
  live: boolean
}
