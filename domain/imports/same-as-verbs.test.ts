import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { customerKeys, customers, formerPhones } from '#db/schema/customers.ts'
import { messages } from '#db/schema/messages.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { at, later, secondsOn } from '#testing/clock.ts'
import { addSystems, heldBy, idOf, logOf, outcomeOf, runAll, send } from '#testing/imports.ts'
import { onBothEngines, testIins, testPhones, type World } from '#testing/world.ts'
import { hashing, openText } from '../crypto.ts'
import { leftPlace } from '../customers/phone-history.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { type Issue, isRefusal } from '../errors.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { recordDisclosures } from '../recipients/record-disclosures.ts'
import type { LineFault } from './schema.ts'

const references = ['a', 'b', 'c']
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
const round = fc.record({
  people: fc.array(person, { minLength: 2, maxLength: 4 }),
  held: fc.uniqueArray(holding, {
    minLength: 3,
    maxLength: 8,
    selector: ({ customer, field }) => `${customer} ${field}`,
  }),
  told: fc.array(disclosure, { minLength: 3, maxLength: 8 }),
})
type Round = typeof round extends fc.Arbitrary<infer Value> ? Value : never

/** The same world, in which nobody is found by the hashes of the other side. */
const sideOf = (world: World, name: string): World => {
  const [{ id, hash }] = world.keys.lookupKeys
  const own = hashing([{ id, hash: (kind, value) => hash(kind, `${name}:${value}`) }])
  const keys: World['keys'] = { ...world.keys, ...own }
  return {
    ...world,
    keys,
    system: (subject) => ({ ...world.system(subject), keys }),
    worker: () => ({ ...world.worker(), keys }),
  }
}

interface Sent<Line> {
  /** The number of the line in the file. */
  line: number
  given: Line
}
/** The round with the references of one side, numbered as in a file: people first. */
function numbered(name: string, { people, held, told }: Round) {
  let line = 0
  const number = <Line>(given: Line): Sent<Line> => ({ line: ++line, given })
  const named = <Line extends { customer: string }>(given: Line) =>
    number({ ...given, customer: `${name}-${given.customer}` })
  return {
    people: people.map((given) => number({ ...given, reference: `${name}-${given.reference}` })),
    held: held.map(named),
    told: told.map(named),
  }
}
type NumberedRound = ReturnType<typeof numbered>

async function byImport(side: World, { people, held, told }: NumberedRound, now: Date): Promise<LineFault[]> {
  const { id } = await send(later(at(side.system(), now), -600), [
    ...people.map(({ given }) => ({ kind: 'customer', ...given })),
    ...held.map(({ given }) => ({ kind: 'holding', ...given })),
    ...told.map(({ given }) => ({ kind: 'disclosure', ...given })),
  ])
  await runAll(side, now)
  return (await outcomeOf(side, id)).faults
}

async function byVerbs(side: World, { people, held, told }: NumberedRound, now: Date): Promise<LineFault[]> {
  const system = at(side.system(), now)
  const faults: LineFault[] = []
  for (const one of people)
    faults.push(...(await takeAll([one], ([given]) => registerCustomer(system, given))))
  const ids = new Map<string, string>()
  for (const { given } of [...held, ...told]) {
    const id = await idOf(side, given.customer)
    if (id) ids.set(given.customer, id)
  }
  const isKnown = ({ given }: Sent<{ customer: string }>) => ids.has(given.customer)
  for (const [customer, subject] of ids) {
    const own = held.filter(({ given }) => given.customer === customer)
    const put = (lines: { customer: string }[]) =>
      putHoldings(at(side.system(subject), now), { holdings: lines.map(({ customer: _, ...line }) => line) })
    faults.push(...(await takeAll(own, put)))
  }
  const tell = (disclosures: object[]) => recordDisclosures(system, { disclosures })
  faults.push(...(await takeAll(told.filter(isKnown), tell)))
  const strangers = [...held, ...told].filter((one) => !isKnown(one))
  const about = strangers.map(({ line }) => ({ line, path: 'customer', reason: 'import.customer-unknown' }))
  return [...faults, ...about].toSorted((one, other) => one.line - other.line)
}

/** Calls with the lines, and again without those at fault. @returns the first fault of each. */
async function takeAll<Line>(
  lines: Sent<Line>[],
  call: (given: Line[]) => Promise<unknown>,
): Promise<LineFault[]> {
  if (lines.length === 0) return []
  const faults = new Map<number, LineFault>()
  for (const { path, key } of await issuesOf(call(lines.map(({ given }) => given)))) {
    const [name = '', place = '0'] = path.split('.').toReversed()
    const line = lines[Number(place)]?.line ?? 0
    if (!faults.has(line)) faults.set(line, { line, path: name, reason: key })
  }
  const left = faults.size > 0 ? lines.filter(({ line }) => !faults.has(line)) : []
  return [...faults.values(), ...(await takeAll(left, call))]
}

const issuesOf = (call: Promise<unknown>): Promise<Issue[]> =>
  call.then(
    () => [],
    (error: unknown) => {
      if (isRefusal(error, 'invalid')) return error.details.issues
      throw error
    },
  )

/** Everything that is kept of the customers of one side, without ids and with values opened. */
const keptOf = (world: World, name: string) =>
  Promise.all(
    references.map(async (short) => {
      const reference = `${name}-${short}`
      const [row] = await world.db
        .select()
        .from(customers)
        .innerJoin(customerKeys, eq(customerKeys.customerId, customers.id))
        .where(eq(customers.reference, reference))
      if (!row?.customer_keys.wrappedKey) return null
      const key = await world.keys.master.unwrap(row.customer_keys.wrappedKey)
      const held = (await heldBy(world, reference)).map(({ customerId: _, id, valueSealed, ...rest }) => ({
        ...rest,
        value: openText(key, valueSealed, `holdings:${id}:value`),
      }))
      const told = await world.db
        .select()
        .from(disclosures)
        .where(eq(disclosures.customerId, row.customers.id))
      const log = await logOf(world, reference)
      const phoneOf = (hash: string) =>
        testPhones.find((phone) => sideOf(world, name).keys.lookup('phone', phone) === hash)
      const left = await world.db
        .select()
        .from(formerPhones)
        .where(eq(formerPhones.customerId, row.customers.id))
        .orderBy(asc(formerPhones.number))
      const sent = await world.db.select().from(messages).where(eq(messages.customerId, row.customers.id))
      return {
        phone: phoneOf(row.customers.phoneHash),
        phoneSince: row.customers.phoneSince,
        left: left.map(({ customerId, number, phoneSealed, leftAt }) => ({
          number,
          phone: phoneSealed && openText(key, phoneSealed, leftPlace(customerId, number)),
          leftAt,
        })),
        sent: sent
          .map(({ id, kind, locale, toSealed }) => {
            const to = toSealed && openText(key, toSealed, `messages:${id}:to`)
            return `${kind} ${locale} ${to}`
          })
          .sort(),
        locale: row.customers.locale,
        createdAt: row.customers.createdAt,
        held,
        told: told
          .map(({ customerId: _, id, toNameSealed, ...rest }) => {
            const to = toNameSealed && openText(key, toNameSealed, `disclosures:${id}:to`)
            return JSON.stringify({ ...rest, to })
          })
          .sort(),
        log: log.filter(({ action }) => action !== 'holdings.put'),
      }
    }),
  )

onBothEngines('an import and the verbs for single lines', (world) => {
  it('lines of an import leave the same rows and have the same faults as the verbs for single lines', async () => {
    await addSystems(world())
    let run = 0
    const reasons = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 4 }), async (rounds) => {
        run += 1
        const [verbs, file] = [`v${run}`, `f${run}`]
        for (const [nth, sent] of rounds.entries()) {
          // Each run has an hour of its own, for a system may begin so many imports in one.
          const now = secondsOn(3600 * run + nth + 1)
          const faults = await byVerbs(sideOf(world(), verbs), numbered(verbs, sent), now)
          for (const { reason } of faults) reasons.add(reason)
          expect(await byImport(sideOf(world(), file), numbered(file, sent), now)).toEqual(faults)
          expect(await keptOf(world(), file)).toEqual(await keptOf(world(), verbs))
        }
      }),
      { numRuns: 25 },
    )
    expect([...reasons], 'the lines meet again with other content').toContain('disclosure.line-other')
  })
})
