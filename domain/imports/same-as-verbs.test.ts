import { and, asc, eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { customerKeys, customers, formerPhones } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { messages } from '#db/schema/messages.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { at, later, secondsOn } from '#testing/clock.ts'
import { eraseValue } from '#testing/deletions.ts'
import { type Round, references, round } from '#testing/import-rounds.ts'
import { addSystems, idOf, outcomeOf, runAll, send } from '#testing/imports.ts'
import { onBothEngines, testPhones, type World } from '#testing/world.ts'
import { hashing, openText } from '../crypto.ts'
import { leftPlace } from '../customers/phone-history.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { type Issue, isRefusal } from '../errors.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { recordDisclosures } from '../recipients/record-disclosures.ts'
import { putRestriction } from '../restrictions/put-restriction.ts'
import type { LineFault } from './schema.ts'

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
function numbered(name: string, { restricted, erased, people, held, told }: Round) {
  let line = 0
  const number = <Line>(given: Line): Sent<Line> => ({ line: ++line, given })
  const named = <Line extends { customer: string }>(given: Line) =>
    number({ ...given, customer: `${name}-${given.customer}` })
  return {
    restricted: restricted && `${name}-${restricted}`,
    erased: erased && `${name}-${erased}`,
    people: people.map((given) => number({ ...given, reference: `${name}-${given.reference}` })),
    held: held.map(named),
    told: told.map(named),
  }
}
type NumberedRound = ReturnType<typeof numbered>

/** Restricts an e-mail address, if it is anybody's by now. */
async function restrict(side: World, { restricted }: NumberedRound, now: Date): Promise<void> {
  const subject = restricted && (await idOf(side, restricted))
  if (!subject) return
  const demand = { field: 'email', reason: 'customer-demanded', allowed: ['court'], evidence: 'BR-1' }
  await putRestriction(at(side.system(subject), now), demand)
}

/** Erases a salary, if it is anybody's by now. */
async function erase(side: World, { erased }: NumberedRound): Promise<void> {
  const subject = erased && (await idOf(side, erased))
  if (subject) await eraseValue(side, subject, 'salary', 'x')
}

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
  for (const customer of new Set([...held, ...told].map(({ given }) => given.customer))) {
    const id = await idOf(side, customer)
    if (id) ids.set(customer, id)
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
async function keptOf(world: World, name: string) {
  const { db } = world
  const found = await db
    .select()
    .from(customers)
    .innerJoin(customerKeys, eq(customerKeys.customerId, customers.id))
    .where(
      inArray(
        customers.reference,
        references.map((short) => `${name}-${short}`),
      ),
    )
    .orderBy(asc(customers.reference))
  const ids = found.map((row) => row.customers.id)
  const [held, told, log, left, sent] = await Promise.all([
    db.select().from(holdings).where(inArray(holdings.customerId, ids)).orderBy(asc(holdings.field)),
    db.select().from(disclosures).where(inArray(disclosures.customerId, ids)),
    db
      .select()
      .from(auditLog)
      .where(and(inArray(auditLog.customerId, ids), eq(auditLog.actorKind, 'system')))
      .orderBy(asc(auditLog.at), asc(auditLog.action)),
    db
      .select()
      .from(formerPhones)
      .where(inArray(formerPhones.customerId, ids))
      .orderBy(asc(formerPhones.number)),
    db.select().from(messages).where(inArray(messages.customerId, ids)),
  ])
  const { keys } = sideOf(world, name)
  return Promise.all(
    found.map(async ({ customers: { id, reference, phoneHash, phoneSince, locale, createdAt }, ...row }) => {
      const key = await world.keys.master.unwrap(row.customer_keys.wrappedKey ?? Buffer.alloc(0))
      const own = <Row extends { customerId: string | null }>(rows: readonly Row[]) =>
        rows.filter(({ customerId }) => customerId === id)
      return {
        ...{ reference: reference.slice(name.length), phoneSince, locale, createdAt },
        phone: testPhones.find((phone) => keys.lookup('phone', phone) === phoneHash),
        left: own(left).map(({ number, phoneSealed, leftAt }) => ({
          number,
          phone: phoneSealed && openText(key, phoneSealed, leftPlace(id, number)),
          leftAt,
        })),
        sent: own(sent)
          .map((message) => {
            const to = message.toSealed && openText(key, message.toSealed, `messages:${message.id}:to`)
            return `${message.kind} ${message.locale} ${to}`
          })
          .sort(),
        held: own(held).map(({ customerId: _, id: at, valueSealed, ...rest }) => ({
          ...rest,
          value: openText(key, valueSealed, `holdings:${at}:value`),
        })),
        told: own(told)
          .map(({ customerId: _, id: at, toNameSealed, ...rest }) => {
            const to = toNameSealed && openText(key, toNameSealed, `disclosures:${at}:to`)
            return JSON.stringify({ ...rest, to })
          })
          .sort(),
        log: own(log)
          .map(({ action, actorId, detail }) => ({ action, actorId, detail }))
          .filter(({ action }) => action !== 'holdings.put'),
      }
    }),
  )
}

/** The property runs in parts, so that each has its time on a busy machine. */
const parts = [1, 2, 3, 4, 5]

onBothEngines('an import and the verbs for single lines', (world) => {
  let run = 0
  const reasons = new Set<string>()

  beforeAll(() => addSystems(world()))

  it.each(parts)(
    'lines of an import leave the same rows and have the same faults as the verbs for single lines, part %i',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 4 }), async (rounds) => {
          run += 1
          const [verbs, file] = [`v${run}`, `f${run}`]
          for (const [nth, sent] of rounds.entries()) {
            // Each run has an hour of its own, for a system may begin so many imports in one.
            const now = secondsOn(3600 * run + nth + 1)
            const [one, other] = [sideOf(world(), verbs), sideOf(world(), file)]
            const [calls, lines] = [numbered(verbs, sent), numbered(file, sent)]
            await restrict(one, calls, now)
            await restrict(other, lines, now)
            await erase(one, calls)
            await erase(other, lines)
            const faults = await byVerbs(one, calls, now)
            for (const { reason } of faults) reasons.add(reason)
            expect(await byImport(other, lines, now)).toEqual(faults)
            expect(await keptOf(world(), file)).toEqual(await keptOf(world(), verbs))
          }
        }),
        { numRuns: 5 },
      )
    },
  )

  afterAll(() => {
    expect([...reasons], 'the lines meet again with other content').toContain('disclosure.line-other')
    expect([...reasons], 'the lines meet restricted data').toContain('holding.restricted')
    expect([...reasons], 'the lines meet erased values').toContain('holding.erased')
  })
})
