import { expect, it } from 'vitest'
import { first } from '#testing/first.ts'
import { findField } from './find.ts'
import { loadCatalogue } from './load.ts'
import { checkReferences } from './references.ts'
import type { Catalogue } from './schema.ts'

const shipped = loadCatalogue('catalogue')

it.each<[what: string, message: string, mutate: (catalogue: Catalogue) => void]>([
  [
    'a function that says not where it comes from',
    'says neither that the policy states it',
    (one) => delete first(one.consents.functions).assumption,
  ],
  [
    'a reason without a mark',
    'says neither that the policy states it',
    (one) => delete one.consents.unrefusable.at(-1)?.assumption,
  ],
  [
    'a kind of recipient without a mark',
    'says neither that the policy states it',
    (one) => delete first(one.recipients.classes).stated,
  ],
  [
    'a contact without a mark',
    'says neither that the policy states it',
    (one) => delete one.operator.origins?.regulator,
  ],
  [
    'the regulator’s contacts without a mark',
    'says neither that the policy states it',
    (one) => delete one.operator.regulatorContacts?.assumption,
  ],
  [
    'hours without a mark',
    'says neither that the policy states it',
    (one) => (first(one.operator.phones).hours = { text: one.policy.title }),
  ],
  [
    'a text of the policy without a mark',
    'says neither that the policy states it',
    (one) => delete one.policy.origins?.storage,
  ],
  [
    'a kind of data read out of the text without a mark',
    'says neither that the policy states it',
    (one) => delete findField(one, 'credentials').assumption,
  ],
  [
    'a decision of a program without a mark',
    'says neither that the policy states it',
    (one) => delete first(one['automated-decisions']).assumption,
  ],
  [
    'an item that is stated and assumed',
    'is stated and assumption at once',
    (one) => (first(one.duties.promises).assumption = true),
  ],
])('an invention without its mark is named: %s', (_, message, mutate) => {
  const broken = structuredClone(shipped)
  mutate(broken)
  const lines = checkReferences(broken).map(({ file, key, what }) => `${file}: ${key}: ${what}`)
  expect(lines.join('\n')).toContain(message)
})
