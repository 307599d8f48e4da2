import { randomUUIDv7 } from 'node:crypto'
import { Client } from 'pg'
import { type Keys, newKey, seal } from '#domain/crypto.ts'

const complaintsOfOne = 4
const chunk = 10_000
/** Staff codes from `Қ-101` on. */
const staffCount = 20

export interface DeskSize {
  total: number
  open: number
}

/** One of the complaints, for queries by its key. */
export interface Sample {
  customerId: string
  id: string
  reference: string
}

/**
 * Fills a migrated database with the complaints of a bank that answers in time: those of five years, answered, closed,
 * withdrawn or settled by negotiation, and the open ones of the last 33 days, of which a tenth is in negotiation and a
 * tenth of the others late. Names and subjects are sealed as usual; all customers share one key, which is still
 * unwrapped for each of them.
 * @returns a closed complaint from the middle of these years.
 */
export async function fillDesk(url: string, keys: Keys, size: DeskSize, now: Date): Promise<Sample> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    // As a restore does: foreign keys are not checked row by row.
    await client.query('set session_replication_role = replica')
    await client.query(staffRows, [now, staffCount])
    await insertSealed(client, keys, size, now)
    const past = size.total - size.open
    await client.query(stepRows, [past])
    await client.query(assignmentRows, [past, staffCount])
    await client.query('vacuum (analyze)')
    const midst = await client.query<Sample>(sampleRow, [Math.floor(past / 2)])
    const [sample] = midst.rows
    if (!sample) throw new Error('the past has a midst')
    return sample
  } finally {
    await client.end()
  }
}

/** Customers with their keys and names, and the complaints, the oldest first. */
async function insertSealed(client: Client, keys: Keys, { total, open }: DeskSize, now: Date): Promise<void> {
  const key = newKey()
  const wrapped = Buffer.from(await keys.master.wrap(key))
  const customers = Array.from({ length: Math.ceil(total / complaintsOfOne) }, () => randomUUIDv7())
  for (let from = 0; from < customers.length; from += chunk) {
    const ids = customers.slice(from, from + chunk)
    const holdings = ids.map(() => randomUUIDv7())
    const names = holdings.map((id) => seal(key, 'Сынақова Ару Сынаққызы', `holdings:${id}:value`))
    await client.query(customerRows, [ids, now])
    await client.query(keyRows, [ids, wrapped, now])
    await client.query(nameRows, [ids, holdings, names, now])
  }
  for (let from = 0; from < total; from += chunk) {
    const ids = Array.from({ length: Math.min(chunk, total - from) }, () => randomUUIDv7())
    const subjects = ids.map((id) => seal(key, 'Картадан ақша рұқсатсыз алынды', `complaints:${id}:subject`))
    const owners = ids.map((_, at) => customers[((from + at) * 7919) % customers.length])
    await client.query(complaintRows, [owners, ids, subjects, from, total - open, open, now])
  }
}

const staffRows = `
  insert into staff (id, issuer, subject, role, created_at)
  select 'Қ-' || 100 + n, 'https://id.example.kz', n::text, 'agent', $1 from generate_series(1, $2::int) n`

const customerRows = `
  insert into customers (id, reference, iin_hash, phone_hash, locale, created_at)
  select id, id, id, id, 'kk', $2 from unnest($1::uuid[]) id`

const keyRows = `
  insert into customer_keys (customer_id, master_key_id, wrapped_key, created_at)
  select id, 'bench', $2, $3 from unnest($1::uuid[]) id`

const nameRows = `
  insert into holdings (customer_id, id, field, value_sealed, obtained_at, obtained_via, updated_at)
  select customer_id, id, 'full-name', value, $4, 'app', $4
  from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as holding (customer_id, id, value)`

/** The closed complaints spread over five years, the open ones over 33 days. */
const complaintRows = `
  insert into cases (customer_id, id, reference, kind, subject_sealed, locale, received_at, due_on)
  select customer_id, id, 'Ш-' || extract(year from at) || '-' || lpad(number::text, greatest(5, length(number::text)), '0'), 'ordinary', subject,
    (array['kk', 'kk', 'kk', 'ru', 'ru', 'en'])[1 + number % 6], at, (at at time zone 'Asia/Almaty')::date + 30
  from unnest($1::uuid[], $2::uuid[], $3::bytea[]) with ordinality as one (customer_id, id, subject, nth)
  cross join lateral (select $4::int + nth::int) as numbered (number)
  cross join lateral (select $7::timestamptz - case when number <= $5::int
    then interval '30 days' + interval '5 years' * (1 - number / $5::float)
    else interval '33 days' * (1 - (number - $5::int) / $6::float) end) as received (at)`

/** The steps of each complaint. Those numbered up to the first parameter are closed. */
const stepRows = `
  insert into case_steps (customer_id, case_id, id, number, kind, state, side, at, text_sealed, actor_kind, due_on)
  select c.customer_id, c.id, uuidv7(), step.number, step.kind,
    case when step.kind in ('message', 'extended') then 'in-review' else step.kind end,
    'bank', c.received_at + step.number * interval '3 days', decode(repeat(md5(c.id::text), 10), 'hex'), 'staff',
    case when step.kind = 'extended' then c.due_on + 15 end
  from cases c
  cross join lateral (select substr(reference, 8)::int) as numbered (n)
  cross join lateral unnest(array['received', 'registered'] || case
    when n <= $1 then case
      when n % 20 = 0 then array['withdrawn']
      when n % 20 = 1 then array['in-review', 'answered', 'negotiation', 'message', 'closed']
      when n % 20 < 5 then array['in-review', 'answered']
      else array['in-review', 'message', 'answered', 'closed'] end
    when n % 10 = 0 then array['answered', 'negotiation']
    when n % 10 = 1 then array['waiting-customer']
    when n % 10 = 2 then array['in-review', 'extended']
    when n % 10 < 6 then array['in-review']
    else array[]::text[] end) with ordinality as step (kind, number)`

/** An assignment for every answered complaint, and for two thirds of the open ones. */
const assignmentRows = `
  insert into case_assignments (customer_id, case_id, number, staff_id, by, at)
  select customer_id, id, 1, 'Қ-' || 101 + n % $2, 'Қ-101', received_at
  from cases cross join lateral (select substr(reference, 8)::int) as numbered (n)
  where n <= $1 or n % 3 > 0`

const sampleRow = `
  select customer_id as "customerId", id, reference from cases order by received_at, id offset $1 limit 1`
