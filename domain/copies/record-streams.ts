import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { copies } from '#db/schema/copies.ts'
import { recordChunks, recordStreams } from '#db/schema/records.ts'
import { systems } from '#db/schema/systems.ts'
import { tasks } from '#db/schema/tasks.ts'
import type { Locale } from '#policy/locale.ts'
import type { Ctx } from '../context.ts'
import { awaitedStates } from '../tasks/record-task.ts'
import type { CopySystem } from './schema.ts'

type Named = Pick<typeof copies.$inferSelect, 'customerId' | 'id'>

/** The streams of a copy. */
export const ofCopy = ({ customerId, id }: Named) =>
  and(eq(recordStreams.customerId, customerId), eq(recordStreams.copyId, id))

/**
 * Ends the streams of a copy to which lines could still come: nothing more is taken, and nothing that came opens any more.
 * @returns those that it has ended.
 */
export const endStreams = (
  { now }: Pick<Ctx, 'now'>,
  tx: Tx,
  copy: Named,
  state: 'missing' | 'stopped',
): Promise<{ taskId: string }[]> =>
  tx
    .update(recordStreams)
    .set({ state, endedAt: now, keySealed: null })
    .where(and(ofCopy(copy), inArray(recordStreams.state, [...awaitedStates])))
    .returning({ taskId: recordStreams.taskId })

/** Removes what systems have sent for a copy that is made or has ended, and the keys of it. */
export async function dropRecords(tx: Tx, copy: Named): Promise<void> {
  const ended = await tx
    .update(recordStreams)
    .set({ keySealed: null })
    .where(ofCopy(copy))
    .returning({ taskId: recordStreams.taskId })
  const taskIds = ended.map(({ taskId }) => taskId)
  await tx
    .delete(recordChunks)
    .where(and(eq(recordChunks.customerId, copy.customerId), inArray(recordChunks.taskId, taskIds)))
}

/** The streams of some copies with their systems. */
export const readStreams = (tx: Tx, customerId: string, copyIds: readonly string[]) =>
  tx
    .select({ stream: recordStreams, system: { id: systems.id, name: systems.name } })
    .from(recordStreams)
    .innerJoin(tasks, and(eq(tasks.customerId, recordStreams.customerId), eq(tasks.id, recordStreams.taskId)))
    .innerJoin(systems, eq(systems.id, tasks.systemId))
    .where(and(eq(recordStreams.customerId, customerId), inArray(recordStreams.copyId, [...copyIds])))
    .orderBy(asc(systems.id))

export type AskedStream = Awaited<ReturnType<typeof readStreams>>[number]

/** What a stream says of its system. */
export const askedSystem =
  (locale: Locale) =>
  ({ stream: { state, records, endedAt }, system }: AskedStream): CopySystem => ({
    ...{ id: system.id, name: system.name[locale], state, endedAt },
    records: state === 'done' || state === 'receiving' ? records : 0,
  })
