import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { importChunks, imports } from '#db/schema/imports.ts'

/** An import ends by itself when, after so many lines, more than this share of them is bad. */
export const mostlyBad = { from: 10_000, percent: 95 }

/**
 * The values an update sets to end an import when nothing is left to do: one that was received whole is done, one that was
 * cut off stays cut off; its key is erased. One that is nearly all bad has failed, if lines are left.
 * @param state the new state if lines are left.
 * @param done the new number of lines done, and `bad` the new number of bad ones among them.
 */
export function ended(now: Date, state: SQL, done: SQL, bad: SQL = sql`0`) {
  const { from, percent } = mostlyBad
  const over = sql`${state} <> 'receiving' and ${done} = ${imports.received}`
  const spoilt = sql`(${done}) >= ${from} and (${bad}) * 100 > (${done}) * ${percent}::int`
  return {
    state: sql`case when ${over} and ${state} = 'running' then 'done' when not (${over}) and ${spoilt} then 'failed' else ${state} end`,
    endedAt: sql`case when ${over} or ${spoilt} then ${now.toISOString()}::timestamptz end`,
    endReason: sql`case when not (${over}) and ${spoilt} then 'mostly-bad' else ${imports.endReason} end`,
    keyWrapped: sql`case when ${over} or ${spoilt} then null else ${imports.keyWrapped} end`,
  }
}

/** Drops the chunks of an import that has failed. */
export const dropRest = (tx: Tx, importId: string) =>
  tx
    .update(importChunks)
    .set({ state: 'dropped', contentSealed: null })
    .where(and(eq(importChunks.importId, importId), eq(importChunks.state, 'due')))
