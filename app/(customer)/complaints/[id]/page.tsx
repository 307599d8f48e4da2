import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireCustomer } from '#api/context.ts'
import { ComplaintScreen } from '#components/customer/complaint-screen.tsx'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { isRefusal } from '#domain/errors.ts'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from '../../frame.tsx'

/** Once a request, for the title and for the page. */
const load = cache(async (complaintId: string) => {
  const { ctx } = await requireCustomer()
  const view = await showComplaint(ctx, { complaintId }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  })
  return { ctx, view }
})

export async function generateMetadata({ params }: PageProps<'/complaints/[id]'>): Promise<Metadata> {
  const { view } = await load((await params).id)
  const say = await getTranslations('complaints')
  return { title: say('page-title', { reference: view.reference }) }
}

export default async function Complaint({ params, searchParams }: PageProps<'/complaints/[id]'>) {
  const { ctx, view } = await load((await params).id)
  const { filed } = await searchParams
  return (
    <PageFrame current="/complaints">
      <ComplaintScreen view={view} locale={ctx.locale} now={ctx.now} filed={filed === '1'} />
    </PageFrame>
  )
}
