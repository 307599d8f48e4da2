import { recordDisclosures } from '#domain/recipients/record-disclosures.ts'
import { type DemoCustomer, type DemoWorld, demoReference } from './world.ts'

interface Exact {
  name: string
  kind: 'person' | 'organisation'
  country: string
}
const person = (name: string): Exact => ({ name, kind: 'person', country: 'KZ' })
const organisation = (name: string, country: string): Exact => ({ name, kind: 'organisation', country })

/** A disclosure that happens now and then: the recipient, the fields, the time span, and how often. */
interface Habit {
  recipient: string
  /** Who exactly, where the recipient stands for many: one of these each time. */
  to?: Exact[]
  fields: string[]
  /** Days ago: from the first to the last. */
  between: [first: number, last: number]
  /** How often, relative to the other habits of the same time. */
  weight: number
  /** The purpose, when it is not the recipient's own. */
  purpose?: string
  basis?: 'consent'
  /** Done by a machine at 03:00 in Almaty; all others happen in the daytime. */
  nightly?: true
}

/** No disclosure of the demo is younger than this many days. */
const latest = 0.07

const sms = { recipient: 'unqaghaz', fields: ['phone'] }
const advertising = { purpose: 'marketing', basis: 'consent' } as const
const agency = { recipient: 'zhetel-media', fields: ['phone'] }
const transfer = {
  recipient: 'transfer-counterparties-all',
  to: [
    person('Сейітова Ақмарал Бекқызы'),
    person('Ли Виктор Павлович'),
    person('Жанұзақов Дәурен Асқарұлы'),
    organisation('«Нұрлы Дүкен» ЖШС', 'KZ'),
  ],
  fields: ['full-name', 'phone', 'transfer-confirmations'],
}
const bureau = { recipient: 'credit-bureau-first', fields: ['iin', 'full-name', 'birth-date', 'operations'] }

/** Habits that rest on a consent keep to the times at which `consents.ts` gives it. */
const habits: Record<'gulsim' | 'late', Habit[]> = {
  gulsim: [
    { ...sms, between: [1825, 829], weight: 46 },
    { ...sms, between: [828, latest], weight: 30 },
    { ...sms, fields: ['unique-identifiers'], between: [828, latest], weight: 14 },
    { ...sms, ...advertising, between: [1825, 1391], weight: 3 },
    { ...sms, ...advertising, between: [827, 1], weight: 2 },
    { ...sms, ...advertising, fields: ['unique-identifiers'], between: [827, latest], weight: 2 },
    { ...agency, between: [1825, 1391], weight: 3 },
    { ...agency, between: [827, 1], weight: 2 },
    { ...transfer, between: [1820, latest], weight: 18 },
    { ...transfer, fields: [...transfer.fields, 'payment-reason'], between: [1820, latest], weight: 6 },
    {
      recipient: 'derbes-talday',
      fields: ['diagnostics', 'performance', 'device-model'],
      between: [1500, latest],
      weight: 7,
    },
    {
      recipient: 'derbes-talday',
      fields: ['fault-logs', 'operating-system'],
      between: [1500, latest],
      weight: 2,
    },
    { recipient: 'zhuirik', fields: ['full-name', 'phone', 'address'], between: [620, latest], weight: 0.6 },
    { ...bureau, between: [530, latest], weight: 4 },
    { recipient: 'qyzmet-kopir', fields: ['iin', 'full-name', 'phone'], between: [1200, latest], weight: 2 },
    {
      recipient: 'state-bodies-all',
      to: [
        organisation('Мемлекеттік кірістер комитеті', 'KZ'),
        organisation('Қаржылық мониторинг агенттігі', 'KZ'),
      ],
      fields: ['iin', 'operations'],
      between: [1825, latest],
      weight: 0.25,
    },
    { recipient: 'seriktes-kabinet', fields: ['public-profile'], between: [908, 184], weight: 1.5 },
    { recipient: 'alma-sauda', fields: ['phone'], between: [495, latest], weight: 4 },
    {
      recipient: 'payees-abroad',
      to: [
        organisation('Ankara Kitap A.Ş.', 'TR'),
        organisation('Donau Reisen GmbH', 'DE'),
        organisation('«Дала Азық» ЖШС', 'KZ'),
        organisation('Hanul Beauty Co., Ltd.', 'KR'),
      ],
      fields: ['full-name', 'operations', 'payment-method', 'bank-requisites'],
      between: [1400, latest],
      weight: 2,
    },
    {
      recipient: 'kokbult',
      fields: ['diagnostics', 'fault-logs'],
      between: [59, 1],
      weight: 6,
      nightly: true,
    },
  ],
  late: [
    { ...sms, between: [698, latest], weight: 6 },
    { ...agency, between: [697, latest], weight: 1 },
    { ...transfer, between: [690, latest], weight: 3 },
    { ...bureau, between: [649, latest], weight: 2 },
    { recipient: 'zhuirik', fields: ['full-name', 'phone', 'address'], between: [698, 640], weight: 1 },
  ],
}

/** Disclosures of the demo's customers: 2,000 in five years for one, 40 in two years for another, none for the rest. */
export async function demoDisclosures(world: DemoWorld): Promise<void> {
  const past = pastOf(world, habits.gulsim, 2000, 1825)
  await tell(world, 'gulsim', past.slice(0, 1000))
  await tell(world, 'gulsim', past.slice(1000))
  await tell(world, 'late', pastOf(world, habits.late, 40, 698))
}

type Told = Pick<Habit, 'recipient' | 'fields' | 'purpose' | 'basis'> & {
  id: string
  disclosedAt: Date
  to?: Exact
}

/** Reports disclosures as the bank's systems do, at the time of the last one. */
async function tell(world: DemoWorld, customer: DemoCustomer, disclosures: Told[]): Promise<void> {
  const at = disclosures.at(-1)?.disclosedAt ?? world.now
  const about = { customer: demoReference(customer) }
  await recordDisclosures(world.system(customer, at), {
    disclosures: disclosures.map((one) => ({ ...about, ...one })),
  })
}

/** `count` disclosures, oldest first and denser towards the present; the same ones for the same moment. */
function pastOf(world: DemoWorld, from: Habit[], count: number, days: number): Told[] {
  const next = dice(count)
  const told = Array.from({ length: count }, (_, place): Told => {
    const ago = Math.max(days * (1 - (place + next()) / count) ** 1.3, latest)
    const { between: _between, weight: _weight, nightly, to = [], ...habit } = pick(from, ago, next())
    const exact = to[place % to.length]
    const disclosedAt = atHour(world, ago, nightly ? 22 : 3 + next() * 14)
    return { id: `D-${place}`, ...habit, ...(exact && { to: exact }), disclosedAt }
  })
  return told.sort((one, other) => one.disclosedAt.getTime() - other.disclosedAt.getTime())
}

/** Picks one of the habits of that time, by weight. */
function pick(from: Habit[], ago: number, chance: number): Habit {
  const kept = from.filter(({ between: [first, last] }) => ago <= first && ago >= last)
  const weights = kept.map((habit) => habit.weight)
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0)
  const found = kept.find((habit) => {
    left -= habit.weight
    return left < 0
  })
  if (!found) throw new RangeError(`nothing happens ${ago} days ago`)
  return found
}

/** The last time it was that hour (UTC), `ago` days before now. */
function atHour(world: DemoWorld, ago: number, hour: number): Date {
  const end = world.daysAgo(ago)
  const moment = new Date(end)
  moment.setUTCHours(Math.floor(hour), Math.floor((hour % 1) * 60), 0, 0)
  return moment <= end ? moment : new Date(moment.getTime() - 24 * 60 * 60 * 1000)
}

/** Evenly spread numbers from 0 to 1, the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
