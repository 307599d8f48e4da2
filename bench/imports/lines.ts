import { iinCheckDigit } from '#domain/customers/iin.ts'

const fields = [
  'full-name',
  'iin',
  'phone',
  'email',
  'address',
  'birth-date',
  'salary',
  'location',
  'device-model',
]

/** The nth well-formed IIN of a person born in the 1800s, so of nobody alive; numbers that are never issued are skipped. */
export function benchIin(nth: number): string {
  const serial = nth % 9000
  const day = Math.floor(nth / 9000)
  const date = new Date(Date.UTC(1800, 0, 1 + (day % 36_000)))
  const body = `${date.toISOString().slice(2, 10).replaceAll('-', '')}${1 + Math.floor(day / 36_000)}${1000 + serial}`
  const digit = iinCheckDigit(body)
  return `${body}${digit ?? 0}`
}

/** For each invented customer one line that registers them and nine with their holdings. */
export function* importLines(customers: number, first = 0): Generator<string> {
  let made = 0
  for (let nth = first * 2; made < customers; nth += 1) {
    const iin = benchIin(nth)
    if (iinCheckDigit(iin.slice(0, 11)) === null) continue
    made += 1
    const customer = `B-${first + made}`
    const phone = `+7701${String(first + made).padStart(7, '0')}`
    yield JSON.stringify({ kind: 'customer', reference: customer, iin, phone, locale: 'kk' })
    for (const field of fields) {
      const value = { iin, phone }[field] ?? `Мән ${field} ${customer}, Шымкент қ., Тәуке хан даңғылы`
      yield JSON.stringify({ kind: 'holding', customer, field, value, obtainedVia: 'branch' })
    }
  }
}
