import { z } from 'zod'
import { basisId, country, dpv, duration, fragment, id, origin, stateCode, text } from './shapes.ts'

// The shapes of consents and of recipients.

export const consentGroup = z.strictObject({ id, title: text, description: text, ...origin })
export const consent = z.strictObject({
  id,
  group: id,
  title: text,
  /** What saying yes allows: one or two sentences, who does what with which data. */
  allows: text,
  /** What holds while it is off: one sentence. */
  whileOff: text,
  /** Two or three words for sentences such as "6 consents: …". */
  short: text,
  /**
   * `allows` in the conditional, for while the consent is not in force: kk «берер еді», ru «передавал бы», en "would
   * give". Only a version published before the text existed has none ({@link checkRules}).
   */
  wouldAllow: text.optional(),
  purpose: id,
  fields: z.array(id).min(1),
  recipients: z.array(id).default([]),
  /** `Sec-GPC: 1` switches it off: advertising and sharing. */
  gpc: z.boolean().default(false),
  /** The customer must also confirm something about other people's data. */
  confirmation: text.optional(),
  /** An open obligation of this kind forbids withdrawal (Law 94-V, art. 8(2)); the obligation is named by the bank. */
  lockedBy: z.enum(['loan']).optional(),
  /** The reason shown beside the locked switch; `{contract}` and `{date}` are filled in. */
  lockReason: text.optional(),
  /** How long a yes lasts (ISO 8601), as art. 8(4) requires. */
  validity: duration,
  /** Within how many minutes every system must apply a withdrawal. */
  obeyWithinMinutes: z.int().positive(),
  /** Its code at the state service of control of access to personal data (Law 94-V, art. 8(1)), if the service has one. */
  stateCode: stateCode.optional(),
  dpv,
  ...origin,
})
/** A function of the app. Switching a consent off stops every function that needs it. */
export const appFunction = z.strictObject({
  id,
  /** A noun phrase for a list: lower case, no full stop. */
  title: fragment,
  needs: z.array(id).default([]),
  /** The consents whose switch names this function as unaffected. */
  unaffectedBy: z.array(id).default([]),
  ...origin,
})
/** A use of data that needs no consent and has no switch: shown among the consents, with its reason. */
export const unrefusable = z.strictObject({
  id,
  title: text,
  reason: text,
  purpose: id,
  basis: basisId,
  ...origin,
})

export const recipientClass = z.strictObject({
  id,
  code: z.string().regex(/^R([1-9]|10)$/),
  title: text,
  description: text,
  direction: z.enum(['in', 'out', 'both']),
  dpv,
  ...origin,
})
export const recipient = z.strictObject({
  id,
  class: id,
  name: text,
  /** Two or three words under the name in the flow picture. */
  short: text,
  /** What it receives and what for: one sentence. */
  receives: text,
  direction: z.enum(['in', 'out', 'both']),
  purpose: id,
  basis: basisId,
  consent: id.optional(),
  fields: z.array(id).min(1),
  countries: z.array(country).min(1),
  /** It stands for many, such as payees or state bodies: each disclosure says who exactly, and in which country. */
  collective: z.literal(true).optional(),
  /** For a recipient abroad: the legal ground for the transfer (Law 94-V, art. 16). */
  transferGround: text.optional(),
  dpv,
  ...origin,
})
export const countryName = z.strictObject({ code: country, name: text, adequate: z.boolean(), ...origin })
