import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { ownerMark } from '#app/(customer)/page-version.ts'
import { ComplaintPage, loadComplaint } from '#app/shared-pages/complaint.tsx'
import { casePath } from '#i18n/case-path.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { withdraw, write } from '../actions.ts'
import { isUnsent, UnsentPage } from '../unsent-page.tsx'

export async function generateMetadata({ params }: PageProps<'/complaints/[id]'>): Promise<Metadata> {
  const { id } = await params
  if (await isUnsent()) return {}
  const { ctx } = await requireCustomer()
  const { reference } = await loadComplaint(ctx, id)
  return { title: translator(await readerLocale(), 'complaints')('page-title', { reference }) }
}

export default async function Complaint({ params, searchParams }: PageProps<'/complaints/[id]'>) {
  const { id } = await params
  if (await isUnsent()) return <UnsentPage action={write} at={`/complaints/${id}`} />
  const { ctx, me } = await requireCustomer()
  const { reference } = await loadComplaint(ctx, id)
  return (
    <PageFrame current="complaints" path={casePath(reference)} isPaper>
      <ComplaintPage
        ctx={ctx}
        search={await searchParams}
        id={id}
        actions={{ write, withdraw, owner: ownerMark(ctx, me) }}
      />
    </PageFrame>
  )
}
