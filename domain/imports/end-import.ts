import { type SQL, sql } from 'drizzle-orm'
import { imports } from '#db/schema/imports.ts'

/**
 * The values an update sets to end an import when nothing is left to do: one that was received whole is done, one that was
 * cut off stays cut off; its key is erased.
 * @param state the new state if lines are left.
 * @param done the new number of lines done.
 */
export function ended(now: Date, state: SQL, done: SQL) {
  const over = sql`${state} <> 'receiving' and ${done} = ${imports.received}`
  return {
    state: sql`case when ${over} and ${state} = 'running' then 'done' else ${state} end`,
    endedAt: sql`case when ${over} then ${now.toISOString()}::timestamptz end`,
    keyWrapped: sql`case when ${over} then null else ${imports.keyWrapped} end`,
  }
}
