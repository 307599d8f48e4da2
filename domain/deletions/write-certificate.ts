import type { Tx } from '#db/client.ts'
import { certificateLines, certificates } from '#db/schema/deletions.ts'
import { catalogue } from '#policy/load.ts'
import { bankDay } from '../bank-time.ts'
import type { Ctx } from '../context.ts'
import { backupsUntil } from '../deletion-plans/rules.ts'
import { nextNumber, referenceOf, yearOf } from '../reference.ts'
import type { Line } from './rules.ts'

/** Writes the certificate of a deletion that was carried out: a line for each kind of data. @returns its number */
export async function writeCertificate(
  { subject: customerId, now }: Ctx & { subject: string },
  tx: Tx,
  caseId: string,
  lines: readonly Line[],
  quantities: ReadonlyMap<string, number | null>,
): Promise<string> {
  const reference = referenceOf('ЖК', yearOf(now), await nextNumber(tx, 'certificate_numbers'))
  const isErased = lines.some(({ fate }) => fate === 'erased')
  await tx.insert(certificates).values({
    ...{ customerId, caseId, reference, at: now },
    backupsUntil: isErased ? backupsUntil(catalogue(), bankDay(now)) : null,
  })
  if (lines.length > 0)
    await tx.insert(certificateLines).values(
      lines.map(({ field, fate, grounds, reason, until }, place) => ({
        ...{ customerId, caseId, number: place + 1, field, fate, grounds, reason, until },
        quantity: quantities.get(field) ?? null,
      })),
    )
  return reference
}
