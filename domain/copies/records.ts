import { z } from 'zod'
import { contactKinds } from '#db/schema/contacts.ts'
import { exactKinds } from '#db/schema/recipients.ts'
import { maskRules } from '#policy/schema.ts'
import { actionsOfKinds, activityKinds } from '../actions.ts'
import { day, dpv, masked, moment, termed, text } from './record-fields.ts'
import { complaint, request } from './records-of-cases.ts'
import { automatedDecision, restriction } from './records-of-programs.ts'

const profile = z.object({
  item: z.enum(['reference', 'iin', 'phone', 'language', 'registered', 'former-phone', 'representative']),
  value: text.nullable(),
  at: moment.nullable().describe('When it was registered or left, or since when the number is theirs.'),
})
const holding = z.object({
  category: text,
  field: text.describe('The kind of data, by its id in the policy.'),
  title: text,
  value: text.nullable().describe('Null for what is never shown, such as a password.'),
  rule: z.enum(maskRules).describe('The kind of value, such as `date`, `amount` or `phone`.'),
  masked,
  quantity: z.int().nullable().describe('Of a collection, how many entries the bank holds.'),
  obtainedAt: moment,
  obtainedVia: text,
  updatedAt: moment,
  source: termed,
  uses: z.array(z.object({ purpose: termed, basis: termed, dpv })),
  recipients: z.array(termed).describe('Those that the policy lets receive it.'),
  retention: text,
  consent: text.nullable().describe('The consent without which the bank may not hold it.'),
  dpv,
})
const record = holding.pick({
  ...{ category: true, field: true, title: true, value: true, rule: true, masked: true },
  ...{ obtainedAt: true, obtainedVia: true },
})
const obligation = z.object({ kind: text, contract: text, openedOn: day, closedOn: day.nullable() })
const consent = z.object({
  id: z.uuid(),
  consent: text,
  title: text.nullable(),
  outcome: z.enum(['given', 'refused', 'withdrawn']),
  decidedAt: moment,
  expiresAt: moment.nullable(),
  channel: text,
  locale: text.describe('The language the customer read.'),
  confirmed: z.boolean().describe('Whether what the consent says about other people’s data was confirmed.'),
  despiteSignal: z.boolean().describe('Given while the browser sent `Sec-GPC: 1`.'),
  evidence: text.nullable().describe('The number under which a system keeps its proof.'),
  previous: z.uuid().nullable().describe('The decision before it on the same consent.'),
  policyVersion: z.int(),
  policyHash: text.describe('SHA-256 of that version’s canonical JSON (RFC 8785).'),
  receipt: z
    .object({
      allows: text,
      purpose: text,
      fields: z.array(text),
      recipients: z.array(z.object({ name: text, countries: z.array(text), abroad: z.boolean() })),
      operator: z.object({ name: text, bin: text, address: text }),
    })
    .nullable()
    .describe('What was agreed to, with the items of Law 94-V, art. 8(4).'),
  dpv,
})
const disclosure = z.object({
  id: z.uuid(),
  at: moment,
  recordedAt: moment,
  recipient: termed,
  to: z
    .object({ name: text, kind: z.enum(exactKinds), country: text.describe('ISO 3166-1, two letters.') })
    .nullable()
    .describe('Who exactly, of a recipient that stands for many. The name of a person is masked.'),
  masked,
  purpose: termed,
  basis: termed,
  fields: z.array(termed),
})
const look = z.object({
  id: z.uuid(),
  kind: text,
  state: text,
  staff: text.describe('The code of the member of staff.'),
  role: text,
  reason: text,
  text,
  masked,
  about: z.object({ kind: z.enum(['complaint', 'contact']), reference: text }),
  pages: z.array(text),
  minutes: z.int(),
  allowedBy: z.enum(['customer', 'seniors']).nullable(),
  askedAt: moment,
  steps: z.array(
    z.object({
      kind: text,
      at: moment,
      side: text,
      staff: text.nullable(),
      verdict: text.nullable().describe('What an officer found of a look without leave.'),
      escalation: text.nullable().describe('Where that sent it on.'),
      outcome: text.nullable().describe('How that ended.'),
      text: text.nullable().describe('What the officer wrote to the customer.'),
    }),
  ),
})
const contact = z.object({
  id: z.uuid(),
  reference: text,
  kind: z.enum(contactKinds),
  note: text.describe('What a member of staff wrote down.'),
  masked,
  staff: text,
  takenAt: moment,
  openUntil: moment.describe('When it is over by itself, unless staff closed it before.'),
})
const activity = z.object({
  id: z.uuid(),
  at: moment,
  action: z.enum(actionsOfKinds(activityKinds)),
  by: z.enum(['you', 'bank', 'bank-system', 'portal']).nullable(),
  staff: text.nullable(),
  device: text.nullable(),
  about: z
    .object({
      kind: z.enum([
        'automated-decision',
        'consent',
        'field',
        'complaint',
        'request',
        'contact',
        'session',
        'look',
      ]),
      id: text,
      title: text.nullable(),
    })
    .nullable(),
  code: text.nullable(),
  lookId: text.nullable(),
  reason: text.nullable(),
  masked,
})
const session = z.object({
  id: z.uuid(),
  startedAt: moment,
  lastSeenAt: moment,
  endedAt: moment.nullable(),
  device: text,
  address: text,
  gpc: z.boolean(),
})
const copy = z.object({
  id: z.uuid(),
  parts: z.array(text),
  locale: text,
  askedAt: moment,
  state: text,
  readyAt: moment.nullable(),
  bytes: z.int().nullable(),
  hash: text.nullable(),
  downloads: z.array(z.object({ at: moment, device: text })),
})

/** The schema of the records of each part. */
export const recordSchemas = {
  profile: profile.describe('What the portal knows of the customer themselves.'),
  data: holding.describe('A kind of data that the bank holds.'),
  records: record.describe('A record that a system of the bank holds itself, and has sent for the copy.'),
  restrictions: restriction.describe(
    'A restriction of the use of a kind of data, with the uses that were reported.',
  ),
  obligations: obligation.describe('A contract that was or is to be fulfilled.'),
  consents: consent.describe('A decision on a consent, with its receipt.'),
  disclosures: disclosure.describe('A real giving of data to a recipient.'),
  'automated-decisions': automatedDecision.describe('A decision that a program took without a person.'),
  looks: look.describe('A viewing session of staff.'),
  complaints: complaint.describe('A complaint with its messages.'),
  requests: request.describe('A request with its messages and what came of it.'),
  contacts: contact.describe('A call or a visit that was no complaint.'),
  activity: activity.describe('An entry of the activity log.'),
  sessions: session.describe('A sign-in.'),
  copies: copy.describe('A copy that was asked for.'),
}

/** The records of each part. */
export type CopyRecords = {
  [Part in keyof typeof recordSchemas]: z.infer<(typeof recordSchemas)[Part]>
}

/** The JSON Schema of `data.json` (draft 2020-12), which is in every copy. */
export function copySchema(): string {
  const { data, records, ...whole } = recordSchemas
  const file = z.object({
    $schema: text,
    '@context': z.record(text, text),
    '@type': text,
    copy: z.object({
      id: z.uuid(),
      asOf: moment.describe('What was written later is not in the copy.'),
      locale: z.enum(['kk', 'ru', 'en']),
      controller: z.object({ name: text, bin: text }),
    }),
    records: z
      .object(Object.fromEntries(Object.entries(whole).map(([part, one]) => [part, z.array(one).optional()])))
      .catchall(z.union([z.array(data), z.array(records)]))
      .describe(
        'The chosen parts; the data by category, as `data-` and the id of the category, and what systems have sent as `records-` and the id of the system.',
      ),
  })
  return `${JSON.stringify({ title: 'A copy of personal data', ...z.toJSONSchema(file) }, null, 2)}\n`
}
