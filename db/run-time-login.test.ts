import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { onBothEngines } from '#testing/world.ts'
import type { Db } from './client.ts'
import { tableGrants } from './grants.ts'
import { customerRole, staffRole, supportRole, systemRole, workerRole } from './schema/roles.ts'
import { openTransaction } from './transaction.ts'

const told = z.object({ rows: z.array(z.object({ told: z.string().nullable() })) })
const answer = async (db: Pick<Db, 'execute'>, question: ReturnType<typeof sql>) =>
  told.parse(await db.execute(question)).rows[0]?.told

/** Tries everything with every table and notes in a setting what was not refused for want of a right, or how often it was. */
const tryEverything = sql.raw(`do $$
declare
  target record;
  attempt text;
  allowed text := '';
  refused int := 0;
begin
  for target in
    select c.relname as name, (select quote_ident(attname) from pg_attribute
      where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum limit 1) as first
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    foreach attempt in array array['select from %1$I', 'insert into %1$I default values', 'update %1$I set %2$s = %2$s',
      'delete from %1$I', 'truncate %1$I', 'lock table %1$I', 'alter table %1$I no force row level security']
    loop
      begin
        execute format(attempt, target.name, target.first);
        allowed := allowed || format(attempt, target.name, target.first) || '; ';
      exception when others then
        if sqlstate = '42501' and (sqlerrm like 'permission denied%' or sqlerrm like 'must be owner%')
          then refused := refused + 1;
          else allowed := allowed || format(attempt, target.name, target.first) || ' (' || sqlerrm || '); ';
        end if;
      end;
    end loop;
  end loop;
  perform set_config('app.tried', coalesce(nullif(allowed, ''), refused || ' refused'), true);
end $$`)

onBothEngines('the login that runs the portal', (world) => {
  for (const { name: role } of [customerRole, supportRole, staffRole, systemRole, workerRole])
    it(`gains nothing by leaving the role ${role} in a transaction`, async () => {
      const tried = await openTransaction(
        world().login,
        { accessMode: 'read write', settings: { role } },
        async (tx) => {
          expect(await answer(tx, sql`select current_user as told`)).toBe(role)
          await tx.execute(sql`select set_config('role', 'none', true)`)
          await tx.execute(tryEverything)
          return answer(tx, sql`select current_setting('app.tried') as told`)
        },
      )
      expect(tried).toBe(`${7 * Object.keys(tableGrants).length} refused`)
    })

  it('has no rights before and after a transaction', async () => {
    const reading = () => world().login.execute(sql`select from customers`)
    const denied = expect.objectContaining({ cause: expect.objectContaining({ code: '42501' }) })
    await expect(reading()).rejects.toEqual(denied)
    const opening = { accessMode: 'read only', settings: { role: workerRole.name } } as const
    await openTransaction(world().login, opening, (tx) => tx.execute(sql`select from customers`))
    await expect(reading()).rejects.toEqual(denied)
    const failed = openTransaction(world().login, opening, (tx) => tx.execute(sql`select from nothing`))
    await expect(failed).rejects.toThrow()
    await expect(reading()).rejects.toEqual(denied)
  })

  it('cannot make a table, nor a function that another role would call', async () => {
    for (const made of ['table made()', 'function made() returns int language sql return 1'])
      await expect(world().login.execute(sql.raw(`create ${made}`))).rejects.toEqual(
        expect.objectContaining({ cause: expect.objectContaining({ code: '42501' }) }),
      )
  })
})
