import type { KeyObject } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { certificateLines } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import { type RefusalReason, refusalReasons } from '#policy/refusal-reasons.ts'
import type { Catalogue } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import { bankDay } from '../bank-time.ts'
import { findCase } from '../cases/find-case.ts'
import { refusalWords } from '../cases/refusal-words.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { groundView, retentionView } from '../deletion-plans/read-plan.ts'
import { remaining } from '../deletion-plans/schema.ts'
import { notFound } from '../errors.ts'
import { mask } from '../mask.ts'
import { type Found, historyOf, type Mention, policyAt, readVersions } from '../policies/history.ts'
import { operator } from '../policies/operator.ts'
import { readProgress } from '../tasks/read-progress.ts'
import type { TaskView } from '../tasks/schema.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingDeletion } from './find-deletion.ts'
import { readCertificate } from './read-certificate.ts'
import { type CertificateLineView, type CertificateView, showCertificateInput } from './schema.ts'

type CertificateLine = typeof certificateLines.$inferSelect

/**
 * Shows the certificate of a deletion to its customer, in the words of the policy that was in force when it was carried out.
 * @throws DomainError `invalid`; `not-found` also where the deletion was not carried out
 */
export const showCertificate = verb(
  'requests:list',
  showCertificateInput,
  (ctx, { caseId }): Promise<CertificateView> =>
    recordMissingDeletion(ctx, caseId, () => read(ctx, (tx) => certificateView(ctx, tx, caseId))),
)

async function certificateView(ctx: Ctx, tx: Tx, caseId: string): Promise<CertificateView> {
  const [found, key, row, tasks, versions] = await Promise.all([
    findCase(ctx, tx, 'request', caseId),
    customerKey(ctx, tx),
    readCertificate(ctx, tx, caseId),
    readProgress(ctx, tx, caseId),
    readVersions(tx),
  ])
  if (!row) throw notFound()
  const { lines, at: written } = row
  const { reference, subjectSealed, receivedAt } = found.row
  const mentions = lines.map(({ field: id }): Mention => ({ kind: 'field', id, written }))
  const [history, policy] = [await historyOf(tx, versions, mentions), await policyAt(tx, versions, written)]
  const { backups, anonymised } = policy.deletion ?? {}
  return {
    ...{ caseId, reference: row.reference, at: row.at },
    person: await personOf(ctx, tx, key),
    request: {
      ...{ reference, receivedAt, dueOn: found.owedUntil },
      subject: openText(key, subjectSealed, `complaints:${caseId}:subject`),
    },
    lines: lines.map((line) => ({
      ...lineView(ctx, line, reasonsOf(line, tasks), history.find('field', line.field, written), policy),
      over: isOver(line, row.at),
      title: history.title('field', line.field, written, ctx.locale),
      systems: tasks.flatMap((task) => saidBy(task, line.field)),
    })),
    backups: backups && row.backupsUntil ? { text: backups.text[ctx.locale], until: row.backupsUntil } : null,
    anonymised: anonymised?.text[ctx.locale] ?? null,
    remains: remaining,
    operator: operator(ctx, policy),
  }
}

/** Whose data they were, as far as the bank still holds it; a look sees the name masked. */
async function personOf(ctx: Ctx, tx: Tx, key: KeyObject): Promise<CertificateView['person']> {
  const { customerId, id, field, valueSealed } = holdings
  const rows = await tx
    .select({ id, field, valueSealed })
    .from(holdings)
    .where(and(eq(customerId, requireSubject(ctx)), inArray(field, ['full-name', 'iin'])))
  const opened = (field: string) => {
    const row = rows.find((one) => one.field === field)
    return row ? openText(key, row.valueSealed, `holdings:${row.id}:value`) : null
  }
  const name = opened('full-name')
  return {
    name: name && ctx.actor.kind === 'support' ? mask('name', name) : name,
    iinEnding: opened('iin')?.slice(-4) ?? null,
  }
}

/** What a system has said of a kind of data. */
const saidBy = ({ system, fields }: TaskView, field: string): CertificateLineView['systems'] =>
  fields.flatMap(({ id, answer }) =>
    id === field && answer ? [{ system, outcome: answer.outcome, at: answer.at }] : [],
  )

/** Whether the day until which the bank could keep it was over when the deletion was carried out. */
const isOver = ({ fate, until }: CertificateLine, at: Date): boolean =>
  fate === 'kept' && until !== null && until < bankDay(at)

/** Why systems refused to erase a kind of data, each reason once, the one that weighs most first. */
function reasonsOf({ field, fate }: CertificateLine, tasks: readonly TaskView[]): RefusalReason[] {
  if (fate !== 'refused') return []
  const answers = tasks.flatMap(({ fields }) => fields.filter(({ id }) => id === field))
  return refusalReasons.filter((reason) => answers.some(({ answer }) => answer?.reason?.id === reason))
}

/** @param found the field as the policy of then has it @param policy the one in force then */
function lineView(
  { locale }: Ctx,
  { field, fate, grounds, until, quantity }: CertificateLine,
  reasons: readonly RefusalReason[],
  found: Found<'field'> | null,
  policy: Catalogue,
): Omit<CertificateLineView, 'title' | 'systems' | 'over'> {
  const named = found?.policy ?? policy
  return {
    ...{ field, fate, quantity, until },
    grounds: [
      ...grounds.map((ground) => groundView(locale, ground, found?.thing, named)),
      ...reasons.map((reason) => ({ ...refusalWords({ locale }, reason, policy), purposes: [] })),
    ],
    ...retentionView(locale, fate, found?.thing, named),
  }
}
