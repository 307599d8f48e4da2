import { globSync } from 'node:fs'
import { is, sql } from 'drizzle-orm'
import { getTableConfig, PgArray, type PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { onBothEngines } from '#testing/world.ts'
import type { Db } from './client.ts'
import { reminderShares } from './schema/case-codes.ts'

/** Columns of text that hold no code of ours: ids, names, hashes, words of the catalogue and what others named. */
const free: Record<string, string> = {
  answered_requests: 'key request_hash system_id',
  attachment_scans: 'scanner threat',
  audit_log: 'actor_id object_id request_id',
  automated_decision_factors: 'factor',
  automated_decisions: 'decision reference system_id',
  case_assignments: 'by staff_id',
  case_changes: 'field',
  case_outcomes: 'field',
  case_notes: 'staff_id',
  case_steps: 'actor_id',
  cases: 'about_id reference',
  certificate_lines: 'field',
  certificates: 'reference',
  consent_decisions: 'actor_id consent evidence',
  contact_closings: 'staff_id',
  contacts: 'reference staff_id',
  copies: 'hash',
  customer_keys: 'master_key_id',
  customers: 'iin_claim iin_hash lookup_key_id phone_hash reference',
  deletion_fates: 'field',
  deletion_steps: 'proposed_by staff_id',
  deletions: 'fields staff_id',
  deliveries: 'object_id ordered_by system_id',
  disclosures: 'fields purpose recipient',
  events: 'object_id',
  former_phones: 'phone_hash',
  holdings: 'field',
  import_faults: 'path reason',
  imports: 'system_id',
  key_canaries: 'key_id',
  look_steps: 'actor_id',
  looks: 'staff_id',
  measure_steps: 'actor_id asked_by',
  measures: 'asked_by',
  outgoing_text_ends: 'staff_id',
  outgoing_texts: 'staff_id',
  policy_versions: 'canonical hash',
  rate_limits: 'key_hash',
  restriction_reads: 'field purpose system_id',
  restriction_reports: 'system_id',
  restrictions: 'actor_id field',
  searches: 'staff_id',
  sessions: 'device',
  sign_in_codes: 'browser_hash code_hash phone_hash',
  staff: 'id iin_hash iin_hash_other issuer subject',
  staff_sessions: 'device staff_id',
  state_applications: 'consent id',
  subscriptions: 'consents created_by system_id url',
  system_keys: 'created_by id revoked_by secret_hash system_id',
  systems: 'created_by id recipient',
  task_answers: 'field',
  tasks: 'fields opened_by system_id',
  tombstones: 'field',
  trace_counts: 'source',
}

const modules = await Promise.all(
  globSync('db/schema/*.ts').map(async (file): Promise<Record<string, unknown>> => import(`../${file}`)),
)
const tables = modules
  .flatMap((module) => Object.values(module))
  .filter((value) => is(value, PgTable))
  .map(getTableConfig)

/** What may stand in a column, or in its elements; null where it is no list of codes. */
const codesOf = (column: PgColumn): readonly string[] | null =>
  (is(column, PgArray) ? column.baseColumn : column).enumValues ?? null
const coded = tables.flatMap(({ name, columns }) =>
  columns.flatMap((column) => {
    const codes = codesOf(column)
    return codes ? [{ at: `${name}.${column.name}`, table: name, column, codes }] : []
  }),
)
const checkOf = (table: string, column: string) => `${table}_${column}_known`

describe('a column of text', () => {
  it('a column of text is a list of codes, or named here as one that holds none', () => {
    const found = tables.map(({ name, columns }): [string, string] => [
      name,
      columns
        .filter((column) => column.getSQLType().startsWith('text') && !codesOf(column))
        .map((column) => column.name)
        .sort()
        .join(' '),
    ])
    expect(Object.fromEntries(found.filter(([, columns]) => columns !== ''))).toEqual(free)
  })
})

/** Some value of the type, a known one where it is a code; what else there is to a row is checked after its codes. */
function someValue(column: PgColumn): string {
  const [code = 'x'] = codesOf(column) ?? []
  const type = column.getSQLType()
  if (is(column, PgArray)) return `{${code}}`
  if (type === 'text') return code
  const others: Record<string, string> = {
    uuid: '00000000-0000-4000-8000-000000000001',
    date: '2026-11-20',
    boolean: 'false',
    bytea: '\\x00',
    jsonb: '{}',
    'timestamp with time zone': '2026-11-20T07:00:00Z',
  }
  return others[type] ?? '50'
}

/** The check that refuses a row with this value; null where none does. */
async function refusal(db: Db, table: string, at: string, value: string): Promise<string | null> {
  const columns = tables.find(({ name }) => name === table)?.columns ?? []
  // A decision follows none, and a look is about a complaint, so that the row holds but for the column in question.
  const left = ['previous_id', 'contact_id']
  const given = columns.filter(({ name, generatedIdentity }) => !generatedIdentity && !left.includes(name))
  const values = given.map((column) => {
    const type = sql.raw(column.getSQLType())
    const one = column.name === 'position' ? '1' : someValue(column)
    return sql`${column.name === at ? value : one}::${type}`
  })
  const names = given.map(({ name }) => sql.identifier(name))
  const row = sql`insert into ${sql.identifier(table)} (${sql.join(names, sql`, `)}) values (${sql.join(values, sql`, `)})`
  const thrown: unknown = await db.execute(row).then(
    () => null,
    (error) => error.cause,
  )
  const isCheck = thrown instanceof Error && 'code' in thrown && thrown.code === '23514'
  return isCheck && 'constraint' in thrown ? String(thrown.constraint) : null
}

onBothEngines('a column of codes', (world) => {
  it.each(coded)('a word that is not in the list of $at is refused', async ({ table, column, codes }) => {
    const of = (code: string) => (is(column, PgArray) ? `{${codes[0]},${code}}` : code)
    expect(await refusal(world().db, table, column.name, of(codes[0] ?? ''))).toBeNull()
    expect(await refusal(world().db, table, column.name, of('unheard-of'))).toBe(checkOf(table, column.name))
  })

  it('a column of codes is given by the database the list that its declaration has', async () => {
    const rows = await world()
      .db.select({ name: sql<string>`conname`, text: sql<string>`pg_get_constraintdef(oid)` })
      .from(sql`pg_constraint`)
      .where(sql`conname like '%_known'`)
    const found = rows.map(({ name, text }) => [name, /(?<='{)[^}]+(?=}')/.exec(text)?.[0].split(',')])
    const declared = coded.map(({ table, column, codes }) => [checkOf(table, column.name), [...codes]])
    expect(Object.fromEntries(found)).toEqual({
      ...Object.fromEntries(declared),
      case_reminders_share_known: reminderShares.map(String),
    })
  })

  it('a column of shares of a clock takes those at which the staff are reminded, and no other', async () => {
    const taken = async (share: string) =>
      (await refusal(world().db, 'case_reminders', 'share', share)) === null
    for (const share of ['50', '80', '95', '100']) expect(await taken(share), share).toBe(true)
    for (const share of ['0', '51', '101']) expect(await taken(share), share).toBe(false)
  })
})
