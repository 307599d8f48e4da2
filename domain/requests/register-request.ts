import type { Tx } from '#db/client.ts'
import { findRequestRight } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { RequestKind } from '#policy/request-kinds.ts'
import { findAbout, isNamed } from '../cases/about-view.ts'
import type { About } from '../cases/schema.ts'
import type { Ctx } from '../context.ts'
import { invalid } from '../errors.ts'
import { findOpenRequest } from './find-open-request.ts'
import { lockRequests } from './lock-requests.ts'

interface Asked {
  kind: RequestKind
  about?: About | undefined
}

/** @throws DomainError `invalid` on `kind` with the number of the open request of the kind about the same thing; of two filed at once one comes first */
export async function refuseSecond(ctx: Ctx, tx: Tx, { kind, about }: Asked): Promise<void> {
  await lockRequests(ctx, tx)
  const open = await findOpenRequest(ctx, tx, kind, about)
  if (open) throw invalid('kind', 'request.open-already', { reference: open.reference })
}

/** The title of a request in lists: its right, and what it is about where the policy names that. */
export function subjectOf({ locale }: Ctx, { kind, about }: Asked): string {
  const title = findRequestRight(catalogue(), kind).title[locale]
  const named = about && isNamed(about) ? findAbout(about, locale)?.title : null
  return named ? `${title}: ${named}` : title
}
