import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findToDecide, latestStep, recordMissingDeletion, writeDeletionStep } from './find-deletion.ts'
import { proposeDeletionInput } from './schema.ts'

/**
 * Proposes that a deletion is carried out as its customer was shown it. Nothing happens before a colleague approves it.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` when it is proposed or approved already,
 *   and where the desk may not decide (`find-deletion.ts`)
 */
export const proposeDeletion = verb(
  'deletions:propose',
  proposeDeletionInput,
  async (ctx, { caseId, lastStep }): Promise<void> =>
    recordMissingDeletion(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const found = await findToDecide(ctx, tx, { caseId, lastStep })
        const latest = await latestStep(ctx, tx, caseId)
        if (latest && latest.kind !== 'declined') throw locked(`deletion.${latest.kind}-already`)
        const { staffId: proposedBy } = ctx.actor
        await writeDeletionStep(ctx, tx, { caseId, kind: 'proposed', proposedBy, after: latest })
        const detail = { reference: found.row.reference }
        await record(ctx, tx, { action: 'deletion.proposed', objectId: caseId, detail })
      }),
    ),
)
