import { type SQL, sql } from 'drizzle-orm'
import { imports } from '#db/schema/imports.ts'

/**
 * What an update sets so that an import with nothing left to do ends: one received whole is done, one cut off stays
 * so; its key goes.
 * @param state the state from now on, were there lines left.
 * @param done how many lines are done from now on.
 */
export function ended(now: Date, state: SQL, done: SQL) {
  const over = sql`${state} <> 'receiving' and ${done} = ${imports.received}`
  return {
    state: sql`case when ${over} and ${state} = 'running' then 'done' else ${state} end`,
    endedAt: sql`case when ${over} then ${now.toISOString()}::timestamptz end`,
    keyWrapped: sql`case when ${over} then null else ${imports.keyWrapped} end`,
  }
}
