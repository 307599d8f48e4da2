import { notFound } from 'next/navigation'
import { cache } from 'react'
import { type ComplaintActions, ComplaintScreen } from '#components/complaints/complaint-screen.tsx'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeComplaint } from '#i18n/describe/complaints.ts'
import type { SharedPageProps } from './props.ts'

/** One complaint, or the page that says there is none. Once a request, for the title and for the page. */
export const loadComplaint = cache((ctx: Ctx, complaintId: string) =>
  showComplaint(ctx, { complaintId }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  }),
)

/** One complaint. */
export async function ComplaintPage({
  ctx,
  search,
  id,
  actions,
}: SharedPageProps & { id: string; actions?: ComplaintActions }) {
  const view = await loadComplaint(ctx, id)
  const words = describeComplaint(ctx.locale, view, ctx.now)
  return <ComplaintScreen view={view} words={words} filed={search.filed === '1'} actions={actions} />
}
