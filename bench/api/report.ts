import { printTable, quantile, type Target } from '../table.ts'
import type { Round } from './load.ts'

/** How many pairs a call with many pairs asks about. */
export const batch = 100

/** What is measured, in the order of a round. */
export const names = {
  floorCheck: 'floor: one select',
  check: 'check, one pair',
  checkMany: `check, ${batch} pairs`,
  floorRows: 'floor: a decision’s three rows in one statement',
  floorSmall: 'three small rows with one key each, likewise',
  decide: 'decision',
  peerCheck: 'c15t: check, with indexes added',
  peerCheckBare: 'c15t: check, as it comes',
  peerWrite: 'c15t: write, with indexes added',
  peerWriteBare: 'c15t: write, as it comes',
}
export type Kind = keyof typeof names

/** The results of all rounds with one number of customers. */
export interface Measured {
  customers: number
  rounds: ReadonlyMap<Kind, readonly Round[]>
  /** Statements committed for one decision; a statement shared by several decisions counts in equal parts. */
  statements: number
}

export function printMeasured({ customers, rounds, statements }: Measured): void {
  const [[, first = []] = []] = rounds
  printTable(
    `${grouped(customers)} customers × 12 consents: median of ${first.length} rounds in turns (least–most)`,
    ['', 'requests/s', 'p99, ms'],
    [...rounds].map(([kind, done]) => [names[kind], spread(done, 'rate', 0), spread(done, 'p99', 1)]),
  )
  const at = median({ customers, rounds, statements })
  console.log(`
a decision takes ${statements.toFixed(2)} statements, what it shares with others asked at the same time in parts;
it is ${ratio(at('decide'), at('floorSmall'))} of a bare server that writes three small rows with one key each;
${batch} pairs a call are ${grouped(at('checkMany') * batch)} pairs a second, ${ratio(at('checkMany') * batch, at('floorCheck'))} of the bare server’s selects`)
}

/** Each target with its result, and the results with the most customers against those with the fewest. */
export function targetsOf(measured: readonly Measured[]): Target[] {
  const [least, greatest] = [measured[0], measured.at(-1)]
  const targets = measured.flatMap(targetsAt)
  if (!least || !greatest || least === greatest) return targets
  const growth = (['check', 'checkMany', 'decide'] as const).map((kind) =>
    atLeast(
      0.9,
      median(greatest)(kind) / median(least)(kind),
      `${names[kind]} at ${grouped(greatest.customers)} customers, of that at ${grouped(least.customers)}`,
    ),
  )
  return [...targets, ...growth]
}

function targetsAt(one: Measured): Target[] {
  const { customers, rounds, statements } = one
  const at = `at ${grouped(customers)}`
  const [rate, p99] = [median(one), median(one, 'p99')]
  const many = (rate('checkMany') * batch) / rate('check')
  const selects = (rate('checkMany') * batch) / rate('floorCheck')
  const { sentence, met } = atLeast(20, many, `pairs a second with ${batch} a call, of single calls’, ${at}`)
  const why = `: single calls share statements and came to ${ratio(rate('check'), rate('floorCheck'))} of the floor; of its selects it is ${selects.toFixed(1)}×`
  const targets = [
    atLeast(0.6, rate('check') / rate('floorCheck'), `check, one pair, of the floor ${at}`),
    atMost(2, p99('check') / p99('floorCheck'), `its p99, of the floor’s ${at}`),
    { sentence: met ? sentence : sentence + why, met },
    atLeast(0.5, rate('decide') / rate('floorRows'), `decision, of the floor ${at}`),
    {
      sentence: `ways to the database for a decision ${at}: at most 2 (${statements.toFixed(2)})`,
      met: statements <= 2,
    },
  ]
  if (!rounds.has('peerCheck')) return targets
  return [
    ...targets,
    atLeast(3, rate('check') / rate('peerCheck'), `check, one pair, of c15t’s with indexes added ${at}`),
    atLeast(5, rate('decide') / rate('peerWrite'), `decision, of c15t’s write with indexes added ${at}`),
  ]
}

const median =
  ({ rounds }: Measured, of: keyof Round = 'rate') =>
  (kind: Kind): number =>
    quantile(
      (rounds.get(kind) ?? []).map((round) => round[of]),
      0.5,
    )

function spread(done: readonly Round[], of: keyof Round, digits: number): string {
  const values = done.map((round) => round[of])
  const [middle, low, high] = [quantile(values, 0.5), Math.min(...values), Math.max(...values)]
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`
}

const atLeast = (wanted: number, found: number, what: string): Target => ({
  sentence: `${what}: at least ${wanted}× (${found.toFixed(2)}×)`,
  met: found >= wanted,
})
const atMost = (wanted: number, found: number, what: string): Target => ({
  sentence: `${what}: at most ${wanted}× (${found.toFixed(2)}×)`,
  met: found <= wanted,
})
const ratio = (one: number, other: number) => `${(one / other).toFixed(2)}×`
export const grouped = (number: number) => Math.round(number).toLocaleString('en')
