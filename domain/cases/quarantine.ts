import type { AttachmentVerdict } from '#db/schema/attachment-scans.ts'
import type { Ctx } from '../context.ts'
import type { AttachmentView, ScanState } from './schema.ts'

/**
 * The state of a file's scan, and whether the file opens, which is the same for the customer and for staff.
 * @param verdict null where there is none, also for a file that was not sent.
 */
export function quarantineOf(
  { opensUnscanned }: Pick<Ctx, 'opensUnscanned'>,
  verdict: AttachmentVerdict | null,
): Pick<AttachmentView, 'scan' | 'opens'> {
  const scan: ScanState = verdict ?? (opensUnscanned ? 'unscanned' : 'waiting')
  return { scan, opens: scan === 'unscanned' || scan === 'clean' }
}
