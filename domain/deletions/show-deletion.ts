import type { Tx } from '#db/client.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { may, requireSubject } from '../access.ts'
import { findCase } from '../cases/find-case.ts'
import { groupOf } from '../cases/rules.ts'
import { textWaits } from '../cases/send-text.ts'
import type { CtxBy } from '../context.ts'
import { groundView, retentionView } from '../deletion-plans/read-plan.ts'
import { readWrittenPlan } from '../deletion-plans/write-plan.ts'
import { locked } from '../errors.ts'
import { conflictOfInterest } from '../looks/conflict-of-interest.ts'
import { historyOf, type Mention, readVersions } from '../policies/history.ts'
import { hasEntered } from '../requests/require-other-eyes.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { approvedDeletion } from './approved-deletion.ts'
import { latestStep, recordMissingDeletion } from './find-deletion.ts'
import { type DeskDeletionView, showDeletionInput } from './schema.ts'

/**
 * Shows the desk what a deletion would do, as its customer was shown it, and what was decided about it.
 * @throws DomainError `not-found`; `locked` for another kind of request
 */
export const showDeletion = verb(
  'deletions:propose',
  showDeletionInput,
  (ctx, { caseId }): Promise<DeskDeletionView> =>
    recordMissingDeletion(ctx, caseId, () => read(ctx, (tx) => deletionView(ctx, tx, caseId))),
)

async function deletionView(ctx: CtxBy<'staff'>, tx: Tx, caseId: string): Promise<DeskDeletionView> {
  const { row, last } = await findCase(ctx, tx, 'request', caseId)
  if (row.kind !== 'deletion') throw locked('deletion.other-kind')
  const { staffId } = ctx.actor
  const [plan, latest, approved, conflict, waits, entered, versions] = await Promise.all([
    readWrittenPlan(ctx, tx, caseId),
    latestStep(ctx, tx, caseId),
    approvedDeletion(ctx, tx, caseId),
    conflictOfInterest(tx, staffId, requireSubject(ctx)),
    textWaits(ctx, tx, caseId),
    hasEntered(ctx, tx, row),
    readVersions(tx),
  ])
  const written = row.receivedAt
  const mentions = plan.map(({ field: id }): Mention => ({ kind: 'field', id, written }))
  const history = await historyOf(tx, versions, mentions)
  const isFree = conflict !== 'look.oneself' && conflict !== 'look.relative'
  const mayDecide = isFree && !waits && groupOf(last.state) === 'open' && last.state !== 'waiting-customer'
  const isProposed = latest?.kind === 'proposed'
  return {
    fates: plan.map(({ grounds, ...fate }) => {
      const field = allFields(catalogue()).find(({ id }) => id === fate.field)
      return {
        ...fate,
        title: history.title('field', fate.field, written, ctx.locale),
        grounds: grounds.map((ground) => groundView(ctx.locale, ground, field)),
        ...retentionView(ctx.locale, fate.fate, field),
      }
    }),
    standing: latest ? { kind: latest.kind, staffId: latest.staffId, at: latest.at } : null,
    end: approved?.end ?? null,
    can: {
      propose: mayDecide && (!latest || latest.kind === 'declined'),
      approve:
        mayDecide && isProposed && latest.proposedBy !== staffId && !entered && may(ctx, 'deletions:approve'),
      decline: mayDecide && isProposed && may(ctx, 'deletions:approve'),
    },
  }
}
