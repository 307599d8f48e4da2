import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { reveal } from '#domain/holdings/reveal.ts'
import type { ObtainedVia } from '#domain/holdings/schema.ts'
import { type DemoCustomer, type DemoWorld, demoIins, demoPhones } from './world.ts'

/** What a system sends on one day: the source, and for each field its value or, for collections, the number of entries. */
interface Feed {
  days: number
  via: ObtainedVia
  values: Record<string, string | [value: string, quantity: number]>
}

const gulsim: Feed[] = [
  {
    days: 2079,
    via: 'account-opening',
    values: {
      iin: demoIins.gulsim,
      'full-name': 'Омарова Гүлсім Қайратқызы',
      phone: demoPhones.gulsim,
      'birth-date': '1880-01-01',
      email: 'gulsim.omarova@example.kz',
      'bank-requisites': 'KZ00 0000 0000 0000 4417',
    },
  },
  {
    days: 2078,
    via: 'app',
    values: {
      credentials: 'gulsim-o, құпиясөз шифрланған',
      'sim-and-handset': 'SIM 8999-0100-0000-1180, Galaxy A12',
    },
  },
  { days: 1820, via: 'transfer', values: payments(312, 240, 97, 38) },
  { days: 900, via: 'app', values: { salary: '420000' } },
  { days: 620, via: 'branch', values: { address: 'Шымкент қ., Тәуке хан даңғылы, 5-үй, 12-пәтер' } },
  {
    days: 398,
    via: 'app',
    values: {
      'device-model': 'Galaxy A55',
      'operating-system': 'Android 16',
      'unique-identifiers': '3f8a11d2-77b0-4c1e-a06f-5b2d4e9c',
      contacts: ['Айша А.; Болат Ж.; Дана С.; тағы 211 адам', 214],
      camera: ['Төлеу үшін түсірілген түбіртектер', 6],
      location: 'Шымкент қ., Тәуке хан даңғылы маңы',
    },
  },
  {
    days: 364,
    via: 'app',
    values: {
      actions: ['Соңғысы: аударым беті, төлем тарихы', 1840],
      interactions: ['Соңғысы: аударыммен бірге хабарлама жіберу', 52],
      'sign-in-times': ['Соңғылары: 08:14, 13:02, 19:47', 411],
      'page-views': ['Соңғылары: төлемдер, карталар, бонустар', 2306],
      'search-history': ['Соңғылары: «депозит», «коммуналдық төлем»', 73],
      browser: 'Chrome 142',
      'ip-address': '192.0.2.18',
    },
  },
  {
    days: 89,
    via: 'app',
    values: {
      diagnostics: ['Соңғысы: жад жеткілікті, желі 4G', 128],
      performance: ['Соңғысы: 1,2 секундта ашылды', 96],
      'fault-logs': ['Соңғысы: карта бетінде желі үзілген', 3],
    },
  },
  { days: 34, via: 'app', values: { 'requests-content': ['Соңғысы: картаның жеткізілуі туралы', 2] } },
]

const late: Feed[] = [
  {
    days: 699,
    via: 'account-opening',
    values: {
      iin: demoIins.late,
      'full-name': 'Ахметова Динара Маратқызы',
      phone: demoPhones.late,
      'birth-date': '1880-01-01',
      email: 'dinara@example.kz',
      address: 'Ақтөбе қ., Әбілқайыр хан даңғылы, 40-үй',
      'bank-requisites': 'KZ00 0000 0000 0000 8802',
    },
  },
  { days: 690, via: 'transfer', values: payments(41, 30, 12, 5) },
  { days: 650, via: 'transfer', values: { 'received-messages': ['«Рақмет»', 2] } },
  {
    days: 300,
    via: 'app',
    values: { 'device-model': 'Redmi Note 13', 'sign-in-times': ['Соңғысы: 21:30', 64] },
  },
]

const empty: Feed[] = [
  {
    days: 20,
    via: 'app',
    values: { iin: demoIins.empty, 'full-name': 'Сейітов Нұрлан Ерланұлы', phone: demoPhones.empty },
  },
]

/** Customers who have a complaint and little else. */
const others = {
  serik: ['Төлегенов Серік Болатұлы', 'serik@example.kz'],
  irina: ['Вольская Ирина Сергеевна', 'irina@example.kz'],
  mark: ['Hanson Mark', 'mark@example.kz'],
} as const satisfies Partial<Record<DemoCustomer, [name: string, email: string]>>

const nameAndAddress = (customer: keyof typeof others): Feed[] => {
  const [name, email] = others[customer]
  return [
    {
      days: 300,
      via: 'account-opening',
      values: { iin: demoIins[customer], 'full-name': name, phone: demoPhones[customer], email },
    },
  ]
}

function payments(
  operations: number,
  confirmations: number,
  counterparties: number,
  reasons: number,
): Feed['values'] {
  return {
    operations: ['Соңғысы: 12 400 ₸, кеше 18:05', operations],
    'transfer-confirmations': ['Соңғысы: № 000117, орындалды', confirmations],
    'payment-method': 'card, transfer-by-phone',
    counterparties: ['Айша А.; «Таң» дүкені; Болат Ж.', counterparties],
    'payment-reason': ['«Туған күніңмен»; «жалға алу»', reasons],
  }
}

/** The days on which Gulsim revealed values of her own. */
const reveals = [
  { days: 34, field: 'phone' },
  { days: 5, field: 'phone' },
  { days: 5, field: 'address' },
]

/** The holdings of each demo customer, sent as the bank's systems send them, and a few reveals by the customer. */
export async function demoHoldings(world: DemoWorld): Promise<void> {
  await feed(world, 'gulsim', gulsim)
  await feed(world, 'late', late)
  await feed(world, 'empty', empty)
  for (const customer of ['serik', 'irina', 'mark'] as const)
    await feed(world, customer, nameAndAddress(customer))
  for (const { days, field } of reveals) await reveal(world.as('gulsim', world.daysAgo(days)), { field })
}

async function feed(world: DemoWorld, customer: DemoCustomer, feeds: Feed[]): Promise<void> {
  for (const { days, via, values } of feeds) {
    const holdings = Object.entries(values).map(([field, held]) => {
      const [value, quantity] = typeof held === 'string' ? [held] : held
      return { field, value, quantity, obtainedVia: via }
    })
    await putHoldings(world.system(customer, world.daysAgo(days)), { holdings })
  }
}
