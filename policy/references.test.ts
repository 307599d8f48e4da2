import { describe, expect, it } from 'vitest'
import { first } from '#testing/first.ts'
import { findConsent, findField, findPurpose, findRecipient } from './find.ts'
import { loadCatalogue } from './load.ts'
import { checkReferences } from './references.ts'
import type { Catalogue } from './schema.ts'

const shipped = loadCatalogue('catalogue')

describe('references and rules', () => {
  const mutations: [what: string, message: string, mutate: (catalogue: Catalogue) => void][] = [
    [
      'a repeated id',
      '"service" stands more than once',
      (one) => (first(one.purposes.slice(1)).id = 'service'),
    ],
    [
      'a permission used for more than it was given for',
      'needs consents for marketing and service',
      (one) => first(one.consents.functions).needs.push('device-location'),
    ],
    ['a repeated field', '"iin" stands more than once', (one) => (findField(one, 'phone').id = 'iin')],
    ['a repeated number', '1 stands more than once', (one) => (findField(one, 'phone').number = 1)],
    ['a missing number', 'no field has the number 3', (one) => (findField(one, 'phone').number = 1)],
    ['a repeated category code', 'C2 stands more than once', (one) => (first(one.categories).code = 'C2')],
    ['an unknown source', 'there is no source "x"', (one) => (findField(one, 'iin').source = 'x')],
    [
      'an unknown purpose',
      'there is no purpose "x"',
      (one) => (first(findField(one, 'iin').uses).purpose = 'x'),
    ],
    ['an unknown retention', 'there is no retention "x"', (one) => (findField(one, 'iin').retention = 'x')],
    [
      'an unknown recipient',
      'there is no recipient "x"',
      (one) => findField(one, 'iin').recipients.push('x'),
    ],
    ['an unknown consent', 'there is no consent "x"', (one) => (findField(one, 'iin').consent = 'x')],
    [
      'a purpose named twice',
      'the purpose "service" more than once',
      (one) => {
        const { uses } = findField(one, 'iin')
        uses.push(first(uses))
      },
    ],
    [
      'a consent of no group',
      'there is no consent group "x"',
      (one) => (findConsent(one, 'marketing-sms').group = 'x'),
    ],
    [
      'a consent for no purpose',
      'there is no purpose "x"',
      (one) => (findConsent(one, 'marketing-sms').purpose = 'x'),
    ],
    [
      'a consent on no field',
      'there is no field "x"',
      (one) => findConsent(one, 'marketing-sms').fields.push('x'),
    ],
    [
      'a consent to no recipient',
      'there is no recipient "x"',
      (one) => findConsent(one, 'marketing-sms').recipients.push('x'),
    ],
    [
      'a function that needs no consent known',
      'there is no consent "x"',
      (one) => first(one.consents.functions).needs.push('x'),
    ],
    [
      'a function unaffected by nothing known',
      'there is no consent "x"',
      (one) => first(one.consents.functions).unaffectedBy.push('x'),
    ],
    [
      'a function that needs what leaves it alone',
      'is unaffectedBy it',
      (one) => {
        const found = one.consents.functions.find((candidate) => candidate.needs.length > 0)
        found?.unaffectedBy.push(...found.needs)
      },
    ],
    [
      'advertising that an obligation locks',
      'which no obligation can keep on',
      (one) => Object.assign(findConsent(one, 'credit-bureau'), { purpose: 'marketing' }),
    ],
    [
      'a consent without a text for while it is not in force',
      'has no wouldAllow',
      (one) => delete findConsent(one, 'marketing-sms').wouldAllow,
    ],
    [
      'a consent without consequence',
      'stops nothing when switched off',
      (one) => {
        for (const each of one.consents.functions)
          each.needs = each.needs.filter((id) => id !== 'marketing-sms')
      },
    ],
    [
      'something unrefusable for no purpose',
      'there is no purpose "x"',
      (one) => (first(one.consents.unrefusable).purpose = 'x'),
    ],
    [
      'a lock without its reason',
      'without a lockReason',
      (one) => delete findConsent(one, 'credit-bureau').lockReason,
    ],
    [
      'a reason without a lock',
      'a lockReason without lockedBy',
      (one) => delete findConsent(one, 'credit-bureau').lockedBy,
    ],
    [
      'a lock that names no contract',
      'lockReason in ru lacks {contract}',
      (one) => {
        const { lockReason } = findConsent(one, 'credit-bureau')
        if (lockReason) lockReason.ru = 'до {date}'
      },
    ],
    [
      'a recipient of no class',
      'there is no recipient class "x"',
      (one) => (findRecipient(one, 'kokbult').class = 'x'),
    ],
    [
      'a recipient in no country',
      'there is no country "XX"',
      (one) => findRecipient(one, 'kokbult').countries.push('XX'),
    ],
    [
      'a recipient of no field',
      'there is no field "x"',
      (one) => findRecipient(one, 'kokbult').fields.push('x'),
    ],
    [
      'a recipient abroad without ground',
      'is abroad without a transferGround',
      (one) => delete findRecipient(one, 'kokbult').transferGround,
    ],
    [
      'a recipient by consent without one',
      'has the basis consent and no consent',
      (one) => delete findRecipient(one, 'kokbult').consent,
    ],
    [
      'a recipient the consent does not name',
      'which does not name it',
      (one) => (findConsent(one, 'storage-abroad').recipients = []),
    ],
    [
      'a recipient against its class',
      'has the direction out, its class in',
      (one) => (findRecipient(one, 'digital-documents-state').direction = 'out'),
    ],
    [
      'a recipient the field does not know',
      'which is not among its recipients',
      (one) => (findField(one, 'phone').recipients = []),
    ],
    [
      'a recipient that does not know the field',
      'which is not given it',
      (one) => findField(one, 'credentials').recipients.push('kokbult'),
    ],
    [
      'a field its consent does not name',
      'which does not name it',
      (one) => (findField(one, 'iin').consent = 'device-camera'),
    ],
    [
      'a use by consent without consent',
      'no consent for that purpose names it',
      (one) => findField(one, 'credentials').uses.push({ purpose: 'marketing', basis: 'consent' }),
    ],
    [
      'a field used for less than its recipient',
      'for "legal-duties", not among its uses',
      (one) => (findField(one, 'address').uses = [{ purpose: 'service', basis: 'contract' }]),
    ],
    ['a secret in plain sight', 'its mask is plain', (one) => (findField(one, 'credentials').mask = 'plain')],
    [
      'a refusable duty',
      'is true, but the basis is law',
      (one) => (findPurpose(one, 'legal-duties').refusable = true),
    ],
    [
      'a policy purpose left out',
      'no purpose has the code P6',
      (one) => (findPurpose(one, 'protection').code = 'P5'),
    ],
    [
      'a retention without its period',
      'is missing, counted from contract-end',
      (one) => delete first(one.retentions).period,
    ],
    ['an urgent line nobody answers', 'there is no phone "x"', (one) => (one.operator.urgentPhone = 'x')],
    [
      'a missing clock',
      'correction: the clock is missing',
      (one) => (one.clocks = one.clocks.filter((clock) => clock.id !== 'correction')),
    ],
    [
      'a clock nobody reads',
      'nothing uses a clock',
      (one) => one.clocks.push({ ...first(one.clocks), id: 'x' }),
    ],
    [
      'a clock that runs from nothing',
      'complaint-answer.starts: is missing',
      (one) => delete first(one.clocks).starts,
    ],
    ['years out of order', 'the years do not stand in order', (one) => one.calendar.years.reverse()],
    [
      'a day of another year',
      'is no weekday of 2024',
      (one) => first(one.calendar.years).off.push('2025-01-01'),
    ],
    [
      'a day off on a Sunday',
      '2024-01-07 is no weekday',
      (one) => first(one.calendar.years).off.push('2024-01-07'),
    ],
    [
      'a worked weekday',
      '2024-01-03 is no weekend day',
      (one) => first(one.calendar.years).worked.push('2024-01-03'),
    ],
  ]

  it.each(mutations)('catch %s', (_, message, mutate) => {
    const broken = structuredClone(shipped)
    mutate(broken)
    const lines = checkReferences(broken).map(({ file, key, what }) => `${file}: ${key}: ${what}`)
    expect(lines.join('\n')).toContain(message)
  })
})
