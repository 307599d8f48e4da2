import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import { findRowAbout, isRow, titledAbout } from './about-view.ts'
import type { CaseRow } from './find-case.ts'
import type { About, DecidedView } from './schema.ts'

/** What a case is about, by its name under the policy of its day; without a title when no policy has it. */
export async function aboutOf(
  ctx: Ctx,
  tx: Tx,
  { aboutKind: kind, aboutId: id, receivedAt }: CaseRow,
): Promise<(About & { title: string | null; decided?: DecidedView }) | null> {
  if (!kind || !id) return null
  return isRow(kind) ? findRowAbout(ctx, tx, { kind, id }) : titledAbout(ctx, tx, { kind, id }, receivedAt)
}
