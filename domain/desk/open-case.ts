import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import { staff } from '#db/schema/staff.ts'
import { daysBetween } from '#policy/days.ts'
import { templates } from '#policy/templates.ts'
import { requireSubject } from '../access.ts'
import { countDelay } from '../cases/case-deadline.ts'
import { findCase, recordMissingCase } from '../cases/find-case.ts'
import { mayTakeStep, type StepKind } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { isFulfilledByHand } from '../deletion-plans/by-hand.ts'
import { mask } from '../mask.ts'
import { record } from '../record.ts'
import { mayOpenTasks } from '../tasks/open-tasks.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { caseView } from './case-view.ts'
import { decisions } from './decisions.ts'
import { outgoingOf, readTexts, returnedOf } from './outgoing.ts'
import { answeringRoles } from './rules.ts'
import { type CaseView, type DeskCaseView, openCaseInput, type TemplateView } from './schema.ts'
import { readStaffEntries, staffEntries } from './staff-entries.ts'

/**
 * Opens a case for the staff who answer it: what the customer sees, and the staff's own entries. The customer's log
 * gets an entry about it first; if that fails, nothing is shown.
 * @throws DomainError `invalid`, `not-found`
 */
export const openCase = verb(
  'cases:answer',
  openCaseInput,
  async (ctx, { caseId }): Promise<DeskCaseView> => {
    return recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const {
          row: { type },
        } = await findCase(ctx, tx, null, caseId)
        await record(ctx, tx, { action: `${type}.opened`, objectId: caseId })
        const [{ view, row, key }, name, colleagues, kept, texts] = await Promise.all([
          caseView(ctx, tx, type, caseId),
          readName(ctx, tx),
          readColleagues(tx),
          readStaffEntries(ctx, tx, caseId),
          readTexts(ctx, tx, caseId),
        ])
        const [last] = kept.assignments
        const outgoing = outgoingOf(texts)
        return {
          shown: view,
          locale: row.locale,
          customer: name && mask('name', openText(key, name.sealed, `holdings:${name.id}:value`)),
          assignment: { number: last?.number ?? 0, staff: last?.staffId ?? null },
          colleagues,
          staffEntries: staffEntries(key, kept, texts),
          templates: templateViews(ctx, view.reference),
          outgoing,
          returned: returnedOf(texts, view.steps.at(-1)?.at),
          may: mayNow(view, outgoing === null),
          extension: outgoing ? null : extensionOf(view),
          decisions: follows(view, 'fulfilled') ? decisions(ctx.locale, view) : null,
          open: view.group === 'open',
        }
      }),
    )
  },
)

async function readName(ctx: Ctx, tx: Tx): Promise<{ id: string; sealed: Uint8Array } | null> {
  const [row] = await tx
    .select({ id: holdings.id, sealed: holdings.valueSealed })
    .from(holdings)
    .where(and(eq(holdings.customerId, requireSubject(ctx)), eq(holdings.field, 'full-name')))
  return row ?? null
}

async function readColleagues(tx: Tx): Promise<DeskCaseView['colleagues']> {
  const rows = await tx
    .select({ staff: staff.id, role: staff.role })
    .from(staff)
    .where(inArray(staff.role, [...answeringRoles]))
    .orderBy(asc(staff.createdAt), asc(staff.id))
  return rows.flatMap(({ staff, role }) => (role ? [{ staff, role }] : []))
}

const templateViews = (ctx: Ctx, reference: string): TemplateView[] =>
  templates().map(({ id, title, text }) => {
    const filled = (locale: keyof typeof text) => text[locale].replaceAll('{reference}', reference)
    return { id, title: title[ctx.locale], texts: { kk: filled('kk'), ru: filled('ru'), en: filled('en') } }
  })

function mayNow(view: CaseView, free: boolean): DeskCaseView['may'] {
  const may = (kind: StepKind) => free && follows(view, kind)
  return {
    review: may('in-review'),
    ask: may('waiting-customer'),
    message: may('message'),
    answer: may('answered'),
    close: may('closed'),
    court: may('court'),
    decide: may('fulfilled') && isFulfilledByHand(view.kind),
    refuse: may('refused'),
    send: free && view.type === 'request' && mayOpenTasks(view),
  }
}

function extensionOf(view: CaseView): DeskCaseView['extension'] {
  if (!follows(view, 'extended')) return null
  if (view.dueOn === null) return null
  const due = countDelay(view.dueOn)
  return { due, days: daysBetween(view.dueOn, due) }
}

const follows = ({ type, state, owed, progress, extension }: CaseView, kind: StepKind): boolean =>
  mayTakeStep(type, state, 'bank', kind, owed && progress?.state === 'late', extension !== null)
