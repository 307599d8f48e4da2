import { notFound } from 'next/navigation'
import { cache } from 'react'
import { type RequestActions, RequestScreen } from '#components/requests/request-screen.tsx'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { showRequest } from '#domain/requests/show-request.ts'
import { describeRequest } from '#i18n/describe/requests.ts'
import { translator } from '#i18n/translator.ts'
import type { SharedPageProps } from './props.ts'

/** The request, or the page that says there is none. The title and the page share one look-up. */
export const loadRequest = cache((ctx: Ctx, caseId: string) =>
  showRequest(ctx, { caseId }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  }),
)

export async function RequestPage({
  ctx,
  search,
  id,
  actions,
}: SharedPageProps & { id: string; actions?: RequestActions }) {
  const view = await loadRequest(ctx, id)
  return (
    <RequestScreen
      view={view}
      words={describeRequest(ctx.locale, view, ctx.now)}
      filed={search.filed === '1'}
      refused={refusalOf(ctx.locale, search)}
      actions={actions}
    />
  )
}

/** Why a form could not take the request back, as the address says. */
function refusalOf(locale: Ctx['locale'], { refused }: SharedPageProps['search']): string | undefined {
  if (refused === 'conflict') return translator(locale, 'requests.withdraw')('conflict')
  if (refused === 'locked') return translator(locale, 'errors')('request.no-withdrawn')
  return undefined
}
