import type { KeyObject } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import type { CaseType } from '#db/schema/case-codes.ts'
import type { CaseRow } from '../cases/find-case.ts'
import { complaintView } from '../complaints/complaint-view.ts'
import type { Ctx } from '../context.ts'
import { requestView } from '../requests/request-view.ts'
import type { CaseView } from './schema.ts'

/** A case of either type as its customer sees it. @throws DomainError `not-found` */
export const caseView = (
  ctx: Ctx,
  tx: Tx,
  type: CaseType,
  caseId: string,
): Promise<{ view: CaseView; row: CaseRow; key: KeyObject }> =>
  type === 'complaint' ? complaintView(ctx, tx, caseId) : requestView(ctx, tx, caseId)
