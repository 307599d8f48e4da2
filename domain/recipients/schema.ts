import { z } from 'zod'
import { countryCodes } from '#db/schema/countries.ts'
import { exactKinds } from '#db/schema/recipients.ts'
import { basisId } from '#policy/shapes.ts'
import { referenceInput } from '../customers/schema.ts'
import { momentInput } from '../moment-input.ts'
import type { Mentioned } from '../policies/schema.ts'

const basis = z.enum(basisId.options, 'disclosure.basis-unknown')

/** The exact recipient of a disclosure to a recipient of the policy that stands for many. */
const exactRecipient = z
  .strictObject(
    {
      name: z
        .string('disclosure.to-name')
        .transform((typed) => typed.normalize('NFC').replace(/\s+/g, ' ').trim())
        .refine((name) => /^[^\p{C}]{1,200}$/u.test(name), 'disclosure.to-name')
        .describe('Its name as the bank knows it, up to 200 characters.'),
      kind: z
        .enum(exactKinds, 'disclosure.to-kind')
        .describe('Whether it is a person, whose name the customer sees masked, or an organisation.'),
      country: z
        .enum(countryCodes, 'disclosure.to-country')
        .describe('The country the data went to: ISO 3166-1, two capital letters.'),
    },
    'disclosure.to-shape',
  )
  .describe('Who exactly, of a recipient that stands for many; there it is required, and nowhere else taken.')

/** One disclosure: the recipient, the fields, the time. Purpose and basis default to the recipient's in the catalogue. */
export const disclosureLine = z.strictObject({
  id: z
    .string('disclosure.id')
    .trim()
    .min(1, 'disclosure.id')
    .max(64, 'disclosure.id')
    .optional()
    .describe("The system's own id of the disclosure, by which a repeat is known."),
  recipient: z
    .string('disclosure.recipient-unknown')
    .max(64, 'disclosure.recipient-unknown')
    .describe('The id of the recipient in the policy.'),
  to: exactRecipient.optional(),
  purpose: z
    .string('disclosure.purpose-unknown')
    .max(64, 'disclosure.purpose-unknown')
    .optional()
    .describe('The id of the purpose in the policy; without it, the recipient’s.'),
  basis: basis.optional().describe('The legal basis; without it, the recipient’s.'),
  fields: z
    .array(
      z.string('disclosure.field-unknown').max(64, 'disclosure.field-unknown'),
      'disclosure.fields-empty',
    )
    .min(1, 'disclosure.fields-empty')
    .max(64, 'disclosure.field-unknown')
    .describe('The ids of the kinds of data that were given.'),
  disclosedAt: momentInput('disclosure.time').describe('When it was given: a moment with its offset.'),
})
/** The same, with its customer. */
const reportedLine = disclosureLine.extend({
  customer: referenceInput.describe("The bank's own id of the customer."),
})
export const recordDisclosuresInput = z.strictObject({
  disclosures: z
    .array(reportedLine, 'disclosure.none')
    .min(1, 'disclosure.none')
    .max(1000, 'disclosure.too-many')
    .describe('What was given, a line each; 1,000 at most.'),
})
export type DisclosureLine = z.infer<typeof disclosureLine>

/** How many disclosures were recorded, and how many had been recorded before. */
export const recordedDisclosures = z.object({
  recorded: z.int().describe('How many were written down.'),
  repeated: z.int().describe('How many had been before.'),
})
export type RecordedDisclosures = z.infer<typeof recordedDisclosures>

/** The periods of the filter: the last 90 days, since 1 January in Almaty, or everything. */
export const periods = ['days-90', 'year', 'all'] as const
export type Period = (typeof periods)[number]

export const listDisclosuresInput = z.object({
  recipient: z.string().max(64, 'disclosure.recipient-unknown').optional(),
  basis: basis.optional(),
  period: z.enum(periods, 'disclosure.period-unknown').default('days-90'),
  cursor: z.string().max(200, 'disclosure.cursor').optional(),
})

export type BasisId = z.infer<typeof basisId>
/** An item of the catalogue, with its title in the reader's language. */
export interface Named {
  id: string
  title: string
}

/** The exact recipient of a disclosure. */
export interface ExactRecipient {
  /** A person's is masked. */
  name: string
  kind: (typeof exactKinds)[number]
  /** ISO 3166-1 alpha-2. */
  country: string
  abroad: boolean
}

export interface CountryView {
  code: string
  name: string
  abroad: boolean
  /** Whether the country is assumed to ensure the protection of personal data (Law 94-V, art. 16). */
  adequate: boolean
}

/** The state of a consent: in force, withdrawn, expired, or never given. */
export interface GroundConsent {
  state: 'on' | 'withdrawn' | 'expired' | 'outgrown' | 'never'
  /** Since when; null when it was never given. */
  since: Date | null
}

/** A sharing ground with its purpose. */
export interface GroundView {
  basis: Named & { id: BasisId }
  /** The article, when the ground is the law. */
  citation: string | null
  purpose: Named & { clause: string }
  consent: (Named & GroundConsent) | null
  fields: string[]
}

export interface RecipientFieldView extends Named {
  /** Whether the bank holds it about this customer. */
  held: boolean
  /** Whether it is held and at least one sharing ground holds. */
  flows: boolean
}

export interface RecipientView {
  id: string
  name: string
  class: Named & { code: string; description: string }
  direction: 'in' | 'out' | 'both'
  /** What it receives and what for: one sentence. */
  receives: string
  /** The recipient's own ground first, then those that consents add. Of one that only sends data, the ground of that. */
  grounds: GroundView[]
  fields: RecipientFieldView[]
  countries: CountryView[]
  transferGround: string | null
  /** Whether the policy is silent and we have put in the value. */
  assumption: boolean
  /**
   * Whether it may get data now, or why not: the consent is off, nothing is held, or it only sends data to the bank,
   * which it does or, without its consent, would do.
   */
  state: 'receives' | 'off' | 'nothing-held' | 'gives-only' | 'would-give'
  disclosed: { thisYear: number; last: Date | null }
  /** The last exact recipients, the newest first; none where the recipient does not stand for many. */
  lately: ExactRecipient[]
}

/** Data from one source for one recipient and one purpose; stopped when the consent is off. */
export interface FlowPath {
  source: string
  purpose: string
  /** Null when the data stay in the bank. */
  recipient: string | null
  basis: BasisId
  consent: string | null
  stopped: boolean
  fields: string[]
}

export interface FlowRecipient extends Named {
  short: string
  /** Whether nothing flows there now. */
  stopped: boolean
  /** Countries outside Kazakhstan. */
  abroad: string[]
}

/** The sources, purposes and recipients of this customer's data, each in the order of the picture. */
export interface Flow {
  /** `count` is the number of fields that the bank holds from the source. */
  sources: (Named & { count: number })[]
  purposes: Named[]
  recipients: FlowRecipient[]
  /** Whether some data are given to no recipient, so that some paths end in the bank. */
  kept: boolean
  paths: FlowPath[]
  /** Titles of the fields, bases and consents that the paths name. */
  titles: { fields: Record<string, string>; bases: Record<BasisId, string>; consents: Record<string, string> }
}

/** A recipient that got data and is not in today's policy, by its last name. It gets nothing any more. */
export interface FormerRecipient extends Mentioned {
  disclosed: { thisYear: number; last: Date }
}

export interface RecipientsView {
  /** In the order of the policy's classes, R1 to R10. */
  recipients: RecipientView[]
  /** The one that got data last first. */
  former: FormerRecipient[]
  flow: Flow
  /** The titles of the restricted fields, which only go where a ground remains: neither rows nor flow leave them out. */
  restricted: string[]
}

export interface DisclosureView {
  id: string
  at: Date
  recipient: Mentioned & { abroad: string[] }
  /** Null where the recipient does not stand for many, and where it was not named. */
  to: ExactRecipient | null
  /** Whether the recipient stands for many and it was not said who exactly. */
  unnamed: boolean
  fields: Mentioned[]
  purpose: Mentioned
  basis: Mentioned
}

export interface DisclosuresView {
  filter: { recipient: string | null; basis: BasisId | null; period: Period }
  /** The number of disclosures the filter finds, on all pages. */
  total: number
  disclosures: DisclosureView[]
  /** Whether newer disclosures are on a page before this one. */
  continued: boolean
  /** The cursor of the next page; null on the last. */
  next: string | null
  /** The choices of the filter. */
  choices: { recipients: Mentioned[]; bases: Named[] }
}
