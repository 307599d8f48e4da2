import { Client } from 'pg'
import { catalogue } from '#policy/load.ts'

/** How many consents each customer has decided about. */
export const decidedConsents = 12

/** The reference of the nth customer, from 1. */
export const referenceOf = (nth: number) => `C-${String(nth).padStart(9, '0')}`

/**
 * Fills a migrated database that has a policy with customers who each decided once about twelve consents, three
 * times in four with a yes; the server makes the rows. Its constraints are not checked row by row, and its statistics
 * are taken at the end.
 * @param wrapped the wrapped key each of them gets.
 */
export async function fillCustomers(
  url: string,
  { count, now, wrapped }: { count: number; now: Date; wrapped: Uint8Array },
): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('set session_replication_role = replica; set synchronous_commit = off')
  const consents = catalogue()
    .consents.consents.slice(0, decidedConsents)
    .map(({ id }) => id)
  const step = 50_000
  for (let from = 1; from <= count; from += step) {
    const to = Math.min(from + step - 1, count)
    await client.query(customerRows, [from, to, now])
    await client.query(decisionRows, [referenceOf(from), referenceOf(to), consents, now])
  }
  await client.query(keyRows, [wrapped, now])
  await client.query('vacuum analyze')
  await client.end()
}

const customerRows = `
  insert into customers (id, reference, iin_hash, phone_hash, locale, created_at)
  select uuidv7(), 'C-' || lpad(n::text, 9, '0'), md5('iin' || n), md5('phone' || n), 'kk', $3
  from generate_series($1::int, $2::int) n`

const decisionRows = `
  insert into consent_decisions (customer_id, id, consent, outcome, position, decided_at, expires_at, channel, locale,
    policy_version, confirmed, despite_signal, actor_kind, actor_id)
  select c.id, uuidv7(), consent, case when given then 'given' else 'refused' end, 1, at,
    case when given then at + interval '5 years' end, 'app', 'kk', 1, given, false, 'system', 'mobile-app'
  from (select id, row_number() over () as n from customers where reference between $1 and $2) as c
  cross join unnest($3::text[]) with ordinality as one (consent, nth)
  cross join lateral (select (n + nth) % 4 > 0 as given,
    $4::timestamptz - interval '1 year' * ((n * 7 + nth * 31) % 97 + 1) / 100.0 as at) as drawn
  order by c.id, consent`

const keyRows = `
  insert into customer_keys (customer_id, master_key_id, wrapped_key, created_at)
  select id, 'bench', $1, $2 from customers order by id`
