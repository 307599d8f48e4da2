import type { Metadata } from 'next'
import { requireCustomer } from '#api/context.ts'
import { getTranslations } from '#i18n/translations.ts'
import { ComplaintsBody } from '../../bodies/complaints.tsx'
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
