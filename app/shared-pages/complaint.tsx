import { notFound } from 'next/navigation'
import { cache } from 'react'
import { type ComplaintActions, ComplaintScreen } from '#components/complaints/complaint-screen.tsx'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeComplaint } from '#i18n/describe/complaints.ts'
import { translator } from '#i18n/translator.ts'
import type { SharedPageProps } from './props.ts'

/** The complaint, or the page that says there is none. The title and the page share one look-up. */
export const loadComplaint = cache((ctx: Ctx, caseId: string) =>
  showComplaint(ctx, { caseId }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  }),
)

export async function ComplaintPage({
  ctx,
  search,
  id,
  actions,
}: SharedPageProps & { id: string; actions?: ComplaintActions }) {
  const view = await loadComplaint(ctx, id)
  const words = describeComplaint(ctx.locale, view, ctx.now)
  const refused = refusalOf(ctx.locale, search)
  return (
    <ComplaintScreen
      view={view}
      words={words}
      filed={search.filed === '1'}
      refused={refused}
      actions={actions}
    />
  )
}

/** Why a form could not take the complaint back, as the address says. */
function refusalOf(locale: Ctx['locale'], { refused }: SharedPageProps['search']): string | undefined {
  if (refused === 'conflict') return translator(locale, 'complaints.withdraw')('conflict')
  if (refused === 'locked') return translator(locale, 'errors')('complaint.no-withdrawn')
  return undefined
}
