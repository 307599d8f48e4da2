import fc from 'fast-check'
import { testIins, testPhones } from './world.ts'

/** The customers of a round. */
export const references = ['a', 'b', 'c']
const one = <T>(...values: T[]) => fc.constantFrom(...values)
const perhaps = <T>(...values: T[]) => fc.constantFrom(undefined, ...values)
/** Nearly always one of the usual values, so that most lines are good. */
const mostly = <T>(usual: T[], ...odd: T[]) =>
  fc.oneof({ weight: 9, arbitrary: one(...usual) }, { weight: 1, arbitrary: one(...odd) })

/** Lines as a system sends them, of so few values that many meet again. */
const person = fc
  .record({
    nth: one(0, 1, 2),
    iin: mostly<number | undefined>([undefined], 0, 1),
    phone: mostly<number | undefined>([undefined], 0, 1),
    phoneSince: mostly<string | undefined>([undefined], '2021-03-14', '2026-11-20', '2030-01-01'),
    locale: one('kk', 'ru'),
  })
  .map(({ nth, iin = nth, phone = nth, phoneSince, locale }) => ({
    reference: references[nth],
    iin: testIins[iin],
    phone: testPhones[phone],
    ...(phoneSince ? { phoneSince } : {}),
    locale,
  }))
const values = (field: string, ...texts: readonly string[]) => texts.map((value) => ({ field, value }))
const holding = fc
  .record({
    customer: one(...references),
    said: mostly(
      [...values('email', 'x', 'y'), ...values('salary', 'x', 'y')],
      ...[
        ...values('shoe-size', '38'),
        ...values('iin', ...testIins),
        ...values('phone', ...testPhones, '8 701 000 01 18'),
      ],
    ),
    quantity: mostly<number | undefined>([undefined], 1),
    obtainedAt: perhaps('2021-03-14T06:00:00Z', '2026-11-20', '2030-01-01T00:00:00Z'),
    obtainedVia: mostly(['branch'], 'app'),
  })
  .map(({ said, ...rest }) => ({ ...said, ...rest }))
const exact = (name: string) => ({ name, kind: 'organisation', country: 'TR' })
const disclosure = fc
  .record({
    customer: one(...references),
    id: perhaps('D-1', 'D-2'),
    whom: mostly<{ recipient: string; to?: object }>(
      [
        { recipient: 'unqaghaz' },
        { recipient: 'kokbult' },
        { recipient: 'payees-abroad', to: exact('A') },
        { recipient: 'payees-abroad', to: exact('B') },
      ],
      { recipient: 'nobody' },
      { recipient: 'payees-abroad' },
      { recipient: 'unqaghaz', to: exact('A') },
    ),
    purpose: mostly([undefined, 'marketing'], 'gossip'),
    basis: perhaps('consent'),
    fields: fc.array(mostly(['phone', 'email'], 'shoe-size'), { minLength: 1, maxLength: 2 }),
    disclosedAt: mostly(['2026-11-19T10:00:00+05:00', '2026-11-18T00:00:00Z'], '2030-01-01T00:00:00Z'),
  })
  .map(({ whom, ...rest }) => ({ ...rest, ...whom }))
/** What is sent at one moment. A field is given once, because the verb refuses a call that gives it twice. */
export const round = fc.record({
  /** Whose e-mail address is restricted before it, if they are registered. */
  restricted: perhaps(...references),
  /** Of whom the salary x is erased before it, if they are registered. */
  erased: perhaps(...references),
  people: fc.array(person, { minLength: 2, maxLength: 4 }),
  held: fc.uniqueArray(holding, {
    minLength: 3,
    maxLength: 8,
    selector: ({ customer, field }) => `${customer} ${field}`,
  }),
  told: fc.array(disclosure, { minLength: 3, maxLength: 8 }),
})
export type Round = typeof round extends fc.Arbitrary<infer Value> ? Value : never
