import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { columnGrants, tableGrants } from '#db/grants.ts'
import { onBothEngines, testPhones } from '#testing/world.ts'
import { putHoldings } from './holdings/put-holdings.ts'

interface Rows {
  rows: Record<string, unknown>[]
}
const rowsOf = (result: unknown): Record<string, unknown>[] => (isRows(result) ? result.rows : [])
const isRows = (result: unknown): result is Rows =>
  typeof result === 'object' && result !== null && 'rows' in result

onBothEngines('the isolation of rows', (world) => {
  it('has row-level security and a decision for every table the database knows', async () => {
    const tables = rowsOf(
      await world().db.execute(sql`
        select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
          count(p.polname)::int as policies
        from pg_class c left join pg_policy p on p.polrelid = c.oid
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        group by 1, 2, 3 order by 1`),
    )
    expect(tables.map((table) => table.name)).toEqual(Object.keys(tableGrants).sort())
    for (const table of tables)
      expect(table, String(table.name)).toMatchObject({
        secured: true,
        forced: true,
        policies: expect.toSatisfy((n: number) => n > 0),
      })
  })

  it('grants each role what was decided and nothing else', async () => {
    const granted = rowsOf(
      await world().db.execute(sql`
        select table_name as name, replace(grantee, 'arqau_', '') as role, string_agg(privilege_type, ' ' order by privilege_type) as may
        from information_schema.role_table_grants
        where table_schema = 'public' and (grantee like 'arqau_%' or grantee = 'PUBLIC')
        group by 1, 2`),
    )
    const found: typeof tableGrants = {}
    for (const { name, role, may } of granted)
      found[String(name)] = { ...found[String(name)], [String(role)]: String(may) }
    expect(found).toEqual(tableGrants)
  })

  it('lets support look, write into the log that it looked, and do nothing else', async () => {
    const held = rowsOf(
      await world().db.execute(sql`
        select privilege_type || ' ' || table_name as may from information_schema.role_table_grants
        where grantee = 'arqau_support' and privilege_type <> 'SELECT'
        union all
        select privilege_type || ' ' || table_name || '.' || column_name from information_schema.column_privileges
        where grantee = 'arqau_support' and privilege_type not in ('SELECT', 'INSERT')
        union all
        select 'USAGE ' || sequencename from pg_sequences
        where has_sequence_privilege('arqau_support', format('%I.%I', schemaname, sequencename), 'USAGE')
        union all
        select 'MEMBER OF ' || r.rolname from pg_auth_members m
        join pg_roles r on r.oid = m.roleid join pg_roles s on s.oid = m.member
        where s.rolname = 'arqau_support'`),
    )
    expect(held).toEqual([{ may: 'INSERT audit_log' }])
  })

  it('lets a role change single columns only where decided', async () => {
    const granted = rowsOf(
      await world().db.execute(sql`
        select replace(c.grantee, 'arqau_', '') || ' ' || c.table_name as at, string_agg(c.column_name, ' ' order by c.column_name) as columns
        from information_schema.column_privileges c
        where c.table_schema = 'public' and c.grantee like 'arqau_%' and c.privilege_type = 'UPDATE'
          and not exists (select from information_schema.role_table_grants t
            where t.table_schema = 'public' and t.table_name = c.table_name and t.grantee = c.grantee and t.privilege_type = 'UPDATE')
        group by 1`),
    )
    expect(Object.fromEntries(granted.map(({ at, columns }) => [at, columns]))).toEqual(columnGrants)
  })

  it('leads every key and index of what a customer owns with the customer, but for the queues and the feed', async () => {
    const others = rowsOf(
      await world().db.execute(sql`
        select i.relname as name
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
        join pg_attribute first on first.attrelid = c.oid and first.attnum = x.indkey[0]
        where c.relnamespace = 'public'::regnamespace and first.attname <> 'customer_id'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'customer_id')
        order by 1`),
    )
    expect(others.map(({ name }) => name)).toEqual([
      'attachment_scans_due',
      // A spray is of many customers and nobody: it is found by time. Only rows of sign-ins are in it.
      'audit_log_sign_ins',
      'cases_by_reference',
      'cases_due',
      'consent_decisions_expiring',
      'contacts_by_reference',
      'contacts_by_time',
      'contacts_of_staff',
      'copies_due',
      'copies_kept',
      'copies_left_over',
      'deletions_due',
      'deliveries_by_id',
      'deliveries_due',
      'deliveries_of_subscription',
      'deliveries_unconfirmed',
      'events_expired',
      'events_position',
      'events_unplaced',
      'looks_by_id',
      'looks_by_time',
      'looks_of_staff',
      'measures_by_id',
      'measures_by_time',
      'messages_due',
      'outgoing_texts_due',
      'searches_newest',
      'searches_of_staff',
      'state_applications_due',
      'state_applications_number',
      'tasks_of_system',
      'tasks_waiting',
      'trace_counts_hour',
    ])
  })

  it('shows the desks of anyone’s data the name, the worker where to write to, and neither anything else', async () => {
    const { subject } = await world().customer(2)
    const values = {
      'full-name': 'Сынақова Ару',
      phone: testPhones[2],
      email: 'a@example.kz',
      address: 'Шымкент қ., 1',
    }
    const holdings = Object.entries(values).map(([field, value]) => ({ field, value, obtainedVia: 'app' }))
    await putHoldings(world().system(subject), { holdings })
    const seenBy = (role: string) =>
      world().db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('role', ${role}, true)`)
        return rowsOf(await tx.execute(sql`select field from holdings order by field`)).map(
          ({ field }) => field,
        )
      })
    expect(await seenBy('arqau_staff')).toEqual(['full-name'])
    expect(await seenBy('arqau_worker')).toEqual(['email', 'phone'])
  })

  it('makes no role a superuser, an owner, or able to pass the policies by', async () => {
    const roles = rowsOf(
      await world().db.execute(sql`
        select rolname from pg_roles where rolname like 'arqau_%'
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)`),
    )
    expect(roles).toEqual([])
  })

  it('shows a role without a customer no customer-owned row', async () => {
    await world().customer(0)
    for (const role of ['arqau_customer', 'arqau_support']) {
      const seen = await world().db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('role', ${role}, true)`)
        return rowsOf(await tx.execute(sql`select count(*)::int as rows from customers`))
      })
      expect(seen, role).toEqual([{ rows: 0 }])
    }
  })
})
