import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { ComplaintsBody } from '#app/shared-pages/complaints.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('complaints'))('title') }
}

export default async function Complaints() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="/complaints">
      <ComplaintsBody ctx={ctx} />
    </PageFrame>
  )
}
