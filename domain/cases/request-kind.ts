import type { CaseKind } from '#db/schema/case-codes.ts'
import { type RequestKind, requestKinds } from '#policy/request-kinds.ts'

/** The kind of a request's row. @throws RangeError for the kind of a complaint, which the database lets no request have */
export function requestKindOf(kind: CaseKind): RequestKind {
  const known = requestKinds.find((one) => one === kind)
  if (!known) throw new RangeError(`not the kind of a request: ${kind}`)
  return known
}
