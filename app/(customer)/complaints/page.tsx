import type { Metadata } from 'next'
import { requireCustomer } from '#api/context.ts'
import { ComplaintsScreen } from '#components/customer/complaints-screen.tsx'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('complaints'))('title') }
}

export default async function Complaints() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="/complaints">
      <ComplaintsScreen complaints={await listComplaints(ctx)} locale={ctx.locale} now={ctx.now} />
    </PageFrame>
  )
}
