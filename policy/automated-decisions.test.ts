import { expect, it } from 'vitest'
import { first } from '#testing/first.ts'
import { findConsent, findField } from './find.ts'
import { loadCatalogue } from './load.ts'
import { checkReferences } from './references.ts'
import type { AutomatedDecision, Catalogue } from './schema.ts'

const shipped = loadCatalogue('catalogue')
const loan = (catalogue: Catalogue): AutomatedDecision => first(catalogue['automated-decisions'])

const mutations: [what: string, message: string, mutate: (catalogue: Catalogue) => void][] = [
  [
    'two of one id',
    '-: "loan-application" stands more than once',
    (one) => one['automated-decisions'].push(loan(one)),
  ],
  [
    'an outcome twice',
    'loan-application: "granted" stands more than once',
    (one) => loan(one).outcomes.push(first(loan(one).outcomes)),
  ],
  [
    'a factor twice',
    '"income" stands more than once',
    (one) => loan(one).factors.push(first(loan(one).factors)),
  ],
  [
    'a field twice in a factor',
    'income names the field "salary" twice',
    (one) => first(loan(one).factors).fields.push('salary'),
  ],
  ['an unknown field', 'there is no field "x"', (one) => (first(loan(one).factors).fields = ['x'])],
  ['an unknown purpose', 'there is no purpose "x"', (one) => (loan(one).purpose = 'x')],
  ['an unknown consent', 'there is no consent "x"', (one) => (loan(one).consent = 'x')],
  [
    'a field that is not used for its purpose',
    'weighs the field "other-income", which is not used for "service"',
    (one) => (findField(one, 'other-income').uses = [{ purpose: 'protection', basis: 'law' }]),
  ],
  [
    'a field that its consent does not name',
    'weighs the field "salary", which the consent "automated-loan-decision" does not name',
    (one) => (findConsent(one, 'automated-loan-decision').fields = ['other-income']),
  ],
  [
    'a consent for another purpose',
    'rests on the consent "automated-loan-decision", which is for "protection"',
    (one) => (findConsent(one, 'automated-loan-decision').purpose = 'protection'),
  ],
  [
    'a consent that it does not rest on',
    'has the basis law and a consent',
    (one) => (loan(one).basis = 'law'),
  ],
  [
    'consent as its basis, and none named',
    'has the basis consent and no consent',
    (one) => delete loan(one).consent,
  ],
  [
    'a contract as its basis',
    'rests on a contract, by which no program may decide (Law 94-V, art. 19-1)',
    (one) => Object.assign(loan(one), { basis: 'contract', consent: undefined }),
  ],
]

it.each(mutations)('a catalogue whose automated decisions have %s is refused', (_, message, mutate) => {
  const broken = structuredClone(shipped)
  mutate(broken)
  const lines = checkReferences(broken).map(({ file, key, what }) => `${file}: ${key}: ${what}`)
  expect(lines.join('\n')).toContain(message)
})

it('the shipped automated decisions rest on consent or law, and are marked as ours', () => {
  const kinds = shipped['automated-decisions']
  expect(kinds.map(({ basis }) => basis)).toEqual(['consent', 'law'])
  expect(kinds.every(({ assumption }) => assumption)).toBe(true)
})
