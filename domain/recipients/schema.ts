import { z } from 'zod'
import { basisId } from '#policy/shapes.ts'
import { referenceInput } from '../customers/schema.ts'
import { moment } from '../moment.ts'

const basis = z.enum(basisId.options, 'disclosure.basis-unknown')

/** One telling: what a recipient was given and when. Purpose and basis default to the catalogue's for the recipient. */
export const disclosureLine = z.strictObject({
  /** The system's own id of it, by which it is known when it is sent again. */
  id: z.string('disclosure.id').trim().min(1, 'disclosure.id').max(64, 'disclosure.id').optional(),
  recipient: z.string('disclosure.recipient-unknown').max(64, 'disclosure.recipient-unknown'),
  purpose: z.string('disclosure.purpose-unknown').max(64, 'disclosure.purpose-unknown').optional(),
  basis: basis.optional(),
  fields: z
    .array(
      z.string('disclosure.field-unknown').max(64, 'disclosure.field-unknown'),
      'disclosure.fields-empty',
    )
    .min(1, 'disclosure.fields-empty')
    .max(64, 'disclosure.field-unknown'),
  disclosedAt: moment('disclosure.time'),
})
/** The same, with whom it is about. */
const reportedLine = disclosureLine.extend({ customer: referenceInput })
export const recordDisclosuresInput = z.strictObject({
  disclosures: z
    .array(reportedLine, 'disclosure.none')
    .min(1, 'disclosure.none')
    .max(1000, 'disclosure.too-many'),
})
export type DisclosureLine = z.infer<typeof disclosureLine>
export type ReportedLine = z.infer<typeof reportedLine>

/** How many were written down, and how many had been before. */
export const recordedDisclosures = z.object({ recorded: z.int(), repeated: z.int() })
export type RecordedDisclosures = z.infer<typeof recordedDisclosures>

/** Counted back from now: 90 days, since 1 January in Almaty, or everything. */
export const periods = ['days-90', 'year', 'all'] as const
export type Period = (typeof periods)[number]

export const listDisclosuresInput = z.object({
  recipient: z.string().max(64, 'disclosure.recipient-unknown').optional(),
  basis: basis.optional(),
  period: z.enum(periods, 'disclosure.period-unknown').default('days-90'),
  cursor: z.string().max(200, 'disclosure.cursor').optional(),
})

export type BasisId = z.infer<typeof basisId>
/** Something of the catalogue, its title in the reader's language. */
export interface Named {
  id: string
  title: string
}

export interface CountryView {
  code: string
  name: string
  abroad: boolean
  /** Whether the state is taken to ensure the protection of personal data (Law 94-V, art. 16). */
  adequate: boolean
}

/** How a consent stands: given and in force, taken back, run out, or never given. */
export interface GroundConsent {
  state: 'on' | 'withdrawn' | 'expired' | 'never'
  /** Since when it is so; null where it was never given. */
  since: Date | null
}

/** A ground on which a recipient is given data, and what for. */
export interface GroundView {
  basis: Named & { id: BasisId }
  /** The article, where the law itself is the ground. */
  citation: string | null
  purpose: Named & { clause: string }
  consent: (Named & GroundConsent) | null
  fields: string[]
}

export interface RecipientFieldView extends Named {
  /** The bank holds it of this customer. */
  held: boolean
  /** It is held, and at least one ground for giving it stands. */
  flows: boolean
}

export interface RecipientView {
  id: string
  name: string
  class: Named & { code: string; description: string }
  direction: 'in' | 'out' | 'both'
  /** What it receives and what for: one sentence. */
  receives: string
  /** Its own ground first, then those that a consent adds. */
  grounds: GroundView[]
  fields: RecipientFieldView[]
  countries: CountryView[]
  transferGround: string | null
  /** The policy is silent about it: the catalogue's value is ours. */
  assumption: boolean
  /** Whether data may go there now; else why not: consent off, nothing held, or it only gives to the bank. */
  state: 'receives' | 'off' | 'nothing-held' | 'gives-only'
  disclosed: { thisYear: number; last: Date | null }
}

/** Data of one source that go, or went until a consent was switched off, to one recipient for one purpose. */
export interface FlowPath {
  source: string
  purpose: string
  /** Null where the data stay in the bank. */
  recipient: string | null
  basis: BasisId
  consent: string | null
  stopped: boolean
  fields: string[]
}

export interface FlowRecipient extends Named {
  short: string
  /** Nothing flows there now. */
  stopped: boolean
  /** Countries outside Kazakhstan. */
  abroad: string[]
}

/** From where, what for, to whom: only what this customer's data touch, each column in the order of the picture. */
export interface Flow {
  /** `count` is how many data of the source the bank holds. */
  sources: (Named & { count: number })[]
  purposes: Named[]
  recipients: FlowRecipient[]
  /** Whether some data are given to no one, so that the picture ends in the bank as well. */
  kept: boolean
  paths: FlowPath[]
  /** Titles of the fields, bases and consents that the paths name. */
  titles: { fields: Record<string, string>; bases: Record<BasisId, string>; consents: Record<string, string> }
}

export interface RecipientsView {
  /** In the order of the policy's classes, R1 to R10. */
  recipients: RecipientView[]
  flow: Flow
}

export interface DisclosureView {
  id: string
  at: Date
  recipient: Named & { abroad: string[] }
  fields: string[]
  purpose: string
  basis: string
}

export interface DisclosuresView {
  filter: { recipient: string | null; basis: BasisId | null; period: Period }
  /** How many there are for the filter, on all pages together. */
  total: number
  disclosures: DisclosureView[]
  /** Whether newer ones stand on pages before this. */
  continued: boolean
  /** For the page after this; null on the last. */
  next: string | null
  /** What can be chosen in the filter. */
  choices: { recipients: Named[]; bases: Named[] }
}
