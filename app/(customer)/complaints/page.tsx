import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { ComplaintsPage } from '#app/shared-pages/complaints.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'complaints')('title') }
}

export default async function Complaints() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="complaints">
      <ComplaintsPage ctx={ctx} />
    </PageFrame>
  )
}
