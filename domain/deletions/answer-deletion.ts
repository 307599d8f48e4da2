import type { Tx } from '#db/client.ts'
import { deletions } from '#db/schema/deletions.ts'
import { requireSubject } from '../access.ts'
import type { FoundCase } from '../cases/find-case.ts'
import type { CtxBy } from '../context.ts'
import { readWrittenPlan } from '../deletion-plans/write-plan.ts'
import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { hasEntered } from '../requests/require-other-eyes.ts'
import { writeTasks } from '../tasks/write-tasks.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findToDecide, latestStep, recordMissingDeletion, writeDeletionStep } from './find-deletion.ts'
import { answerDeletionInput } from './schema.ts'

/**
 * Approves or declines a deletion that a colleague has proposed. Approved, it goes to the bank's systems, and is carried out
 * once all have answered.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` for one's own proposal, for what one has
 *   entered oneself, where nothing is
 *   proposed, where no system answers tasks, and where the desk may not decide (`find-deletion.ts`)
 */
export const answerDeletion = verb(
  'deletions:approve',
  answerDeletionInput,
  async (ctx, { caseId, answer, lastStep }): Promise<void> =>
    recordMissingDeletion(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const found = await findToDecide(ctx, tx, { caseId, lastStep })
        const latest = await latestStep(ctx, tx, caseId)
        if (latest?.kind !== 'proposed')
          throw locked(latest?.kind === 'approved' ? 'deletion.approved-already' : 'deletion.not-proposed')
        const { proposedBy } = latest
        const isApproved = answer === 'approve'
        if (isApproved && proposedBy === ctx.actor.staffId) throw locked('deletion.own-proposal')
        if (isApproved && (await hasEntered(ctx, tx, found.row))) throw locked('deletion.own-entry')
        const kind = isApproved ? 'approved' : 'declined'
        await writeDeletionStep(ctx, tx, { caseId, kind, proposedBy, after: latest })
        if (isApproved) await open(ctx, tx, found)
        const detail = { reference: found.row.reference }
        await record(ctx, tx, { action: `deletion.${kind}`, objectId: caseId, detail })
      }),
    ),
)

/** Sends what is to be erased to the systems and makes the deletion due. Where all is kept no system is asked. */
async function open(ctx: CtxBy<'staff'>, tx: Tx, found: FoundCase): Promise<void> {
  const { id } = found.row
  const plan = await readWrittenPlan(ctx, tx, id)
  const fields = plan.filter(({ fate }) => fate === 'erased').map(({ field }) => field)
  const [first, ...more] = fields
  if (first !== undefined) await writeTasks(ctx, tx, found, [first, ...more])
  const { staffId, role, sessionId } = ctx.actor
  const times = { approvedAt: ctx.now, dueAt: ctx.now }
  await tx
    .insert(deletions)
    .values({ customerId: requireSubject(ctx), id, fields, staffId, role, sessionId, ...times })
}
