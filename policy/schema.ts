/**
 * The shape of the policy catalogue: what a bank may hold, why, for how long, who receives it and
 * what the customer can refuse. Everything a reader sees is a {@link Text}, complete in three languages.
 *
 * Identifiers are kebab-case and permanent: decisions, disclosures and complaints refer to them for years.
 */
import { z } from 'zod'
import { automatedDecision } from './automated-shapes.ts'
import { operator, policyTexts } from './bank-shapes.ts'
import { deletion } from './deletion.ts'
import { refusal, requestRight } from './request-shapes.ts'
import { basisId, dpv, duration, fragment, id, isoDate, origin, text } from './shapes.ts'
import {
  appFunction,
  consent,
  consentGroup,
  countryName,
  recipient,
  recipientClass,
  unrefusable,
} from './sharing-shapes.ts'

export { type Locale, locales } from './locale.ts'
export type Text = z.infer<typeof text>

const source = z.strictObject({
  id,
  /** A participle that completes "data …", for a filter: "Given by you". */
  title: text,
  /** One to three words for the flow picture. */
  short: text,
  /**
   * Opens the sentence under a row, capitalised, no full stop: kk «Өзіңіз бердіңіз»,
   * ru «Вы сообщили сами», en "You gave it".
   */
  sentence: fragment,
})
const basis = z.strictObject({
  id: basisId,
  title: text,
  /** Why this legal basis holds: a whole sentence. */
  sentence: text,
  citation: text.optional(),
  dpv,
})
const purpose = z.strictObject({
  id,
  /** Its place: P1 to P4 are the policy's headings, P5 and P6 the reasons it gives for what it collects. */
  code: z.string().regex(/^P[1-6]$/),
  title: text,
  /** Two or three words for the flow picture. */
  short: text,
  /**
   * Says what for, lower case, no full stop; several are joined by commas or "and":
   * kk «шартты орындау үшін», ru «чтобы исполнить договор», en "to perform the contract".
   */
  clause: fragment,
  description: text,
  basis: basisId,
  refusable: z.boolean(),
  dpv,
  ...origin,
})
const retention = z.strictObject({
  id,
  /** What is kept for this period: a noun phrase. */
  title: text,
  /**
   * Says until when, verb included, lower case, no full stop: kk «шарт аяқталғаннан кейін 5 жыл сақталады»,
   * ru «хранится 5 лет после окончания договора», en "kept for 5 years after the contract ends".
   */
  clause: fragment,
  /** ISO 8601 duration counted from `from`; absent where only an event ends it. */
  period: duration.optional(),
  from: z.enum(['contract-end', 'operation', 'collection', 'withdrawal', 'answer', 'replacement']),
  ...origin,
})

/** How a value is masked until the customer reveals it (`domain/mask.ts` has the rules). */
export const maskRules = [
  'last-four',
  'name',
  'phone',
  'email',
  'address',
  'date',
  'amount',
  'count',
  'identifier',
  'plain',
  'hidden',
] as const
const field = z.strictObject({
  id,
  /** Its place among the kinds of data: up to `listedFields` that of the policy's lists, after them ours. */
  number: z.int().min(1).max(43),
  title: text,
  /** Explains the name to the customer: an abbreviation spelt out, an example; lower case. */
  hint: fragment.optional(),
  source: id,
  uses: z.array(z.strictObject({ purpose: id, basis: basisId, ...origin })).min(1),
  sensitivity: z.enum(['ordinary', 'financial', 'restricted']),
  mask: z.enum(maskRules),
  /** The codes that a value of the rule `plain` may be made of, with commas between; they are shown in words. */
  values: z.array(z.strictObject({ id, title: text })).optional(),
  /** Never shown whole, not even to the customer: a password, a full card number. */
  neverReveal: z.boolean().default(false),
  /** Whether the value has names of other people, or a text of theirs; a copy masks them. */
  others: z.enum(['names', 'texts']).optional(),
  retention: id,
  /** The recipients that get it: exactly those that name the field themselves and do not only send. */
  recipients: z.array(id).default([]),
  /** The consent without which the bank may not hold it. */
  consent: id.optional(),
  /** Why a bank may come to hold it, shown when it does not; one sentence. */
  whenEmpty: text,
  dpv,
  ...origin,
})
const category = z.strictObject({
  id,
  code: z.string().regex(/^C[1-6]$/),
  title: text,
  description: text,
  /** How data come into the category: a short note under the heading, capitalised, no full stop. */
  arrival: fragment,
  /** The text shown when the bank holds nothing in the category. */
  whenEmpty: text,
  fields: z.array(field).min(1),
  dpv,
})

export const clockUnits = ['calendar-days', 'working-days'] as const
/** What a clock runs from. The day it happens is day 0 and is not counted. */
export const clockStarts = [
  /** What the customer sent has arrived. */
  'receipt',
  /** The last document that proves it has arrived. */
  'documents-complete',
  /** The bank was told of a breach of the conditions of processing. */
  'breach-reported',
  'breach-confirmed',
  'breach-refuted',
  /** The bank has found a breach of security. */
  'breach-detected',
  /** Data were given to a third party. */
  'transfer',
  /** The last day of the clock before it. */
  'last-day',
] as const
const clock = z.strictObject({
  id,
  title: text,
  amount: z.int().positive(),
  unit: z.enum(clockUnits),
  /** Versions published before it was asked for have none; `checkClocks` asks for it in the catalogue's files. */
  starts: z.enum(clockStarts).optional(),
  /** No act gives the figure: it is the bank's own. */
  own: z.literal(true).optional(),
  /** Where the figure comes from: the policy, an article; lower case, no full stop. */
  source: fragment,
  revised: isoDate,
  ...origin,
})

/** The country of the primary database, as ISO 3166-1 code; every other country is abroad. */
export const homeCountry = 'KZ'

export const files = {
  policy: policyTexts,
  operator,
  sources: z.array(source).min(4),
  bases: z.array(basis).length(3),
  purposes: z.array(purpose).min(6),
  retentions: z.array(retention).min(1),
  /** One file a category, `categories/<id>.yaml`, joined in the order of their codes. */
  categories: z.array(category).min(6),
  consents: z.strictObject({
    groups: z.array(consentGroup),
    consents: z.array(consent),
    functions: z.array(appFunction),
    unrefusable: z.array(unrefusable),
  }),
  recipients: z.strictObject({
    classes: z.array(recipientClass).length(10),
    recipients: z.array(recipient),
    countries: z.array(countryName),
  }),
  /** Empty in versions from before a bank had to say what its programs decide. */
  'automated-decisions': z.array(automatedDecision).default([]),
  clocks: z.array(clock),
  /** What a customer may ask for. Versions published before it was offered have none; `checkRequests` asks for it. */
  requests: z.array(requestRight).optional(),
  /** Why the bank may refuse; versions published before have none. */
  refusals: z.array(refusal).optional(),
  /** Versions published before have none; `checkDeletion` asks for it. */
  deletion: deletion.optional(),
  calendar: z.strictObject({
    zone: z.literal('Asia/Almaty'),
    source: text,
    revised: isoDate,
    ...origin,
    /** Days off other than Saturdays and Sundays, and weekend days worked by decree, for every covered year. */
    years: z.array(
      z.strictObject({ year: z.int(), off: z.array(isoDate), worked: z.array(isoDate).default([]) }),
    ),
  }),
  duties: z.strictObject({
    promises: z.array(z.strictObject({ id, text, dpv, ...origin })),
    duties: z.array(z.strictObject({ id, text, ...origin })),
    minors: z.array(z.strictObject({ id, text, ...origin })),
    refusal: z.array(z.strictObject({ id, text, ...origin })),
    /** The next steps when an answer is late or not accepted, in order. */
    escalation: z.array(z.strictObject({ id, title: text, text, ...origin })),
    rights: z.array(z.strictObject({ id, title: text, text, citation: text })),
  }),
}

export const catalogueShape = z.strictObject(files)
export type Catalogue = z.infer<typeof catalogueShape>
export type Source = z.infer<typeof source>
export type Basis = z.infer<typeof basis>
export type Purpose = z.infer<typeof purpose>
export type Retention = z.infer<typeof retention>
export type Category = z.infer<typeof category>
export type Field = z.infer<typeof field>
export type Consent = z.infer<typeof consent>
export type AutomatedDecision = z.infer<typeof automatedDecision>
export type AppFunction = z.infer<typeof appFunction>
export type RecipientClass = z.infer<typeof recipientClass>
export type Recipient = z.infer<typeof recipient>
export type Country = z.infer<typeof countryName>
export type Phone = Catalogue['operator']['phones'][number]
export type Refusal = z.infer<typeof refusal>
export type RequestRight = z.infer<typeof requestRight>
export type Clock = z.infer<typeof clock>
export type ClockStart = (typeof clockStarts)[number]
