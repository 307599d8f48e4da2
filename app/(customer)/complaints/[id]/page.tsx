import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { ComplaintBody, loadComplaint } from '#app/shared-pages/complaint.tsx'
import { getTranslations } from '#i18n/translations.ts'

export async function generateMetadata({ params }: PageProps<'/complaints/[id]'>): Promise<Metadata> {
  const [{ ctx }, { id }] = await Promise.all([requireCustomer(), params])
  const { reference } = await loadComplaint(ctx, id)
  return { title: (await getTranslations('complaints'))('page-title', { reference }) }
}

export default async function Complaint({ params, searchParams }: PageProps<'/complaints/[id]'>) {
  const [{ ctx }, { id }] = await Promise.all([requireCustomer(), params])
  await loadComplaint(ctx, id)
  return (
    <PageFrame current="/complaints">
      <ComplaintBody ctx={ctx} search={await searchParams} id={id} />
    </PageFrame>
  )
}
