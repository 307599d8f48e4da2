import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { RequestsPage } from '#app/shared-pages/requests.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'requests')('title') }
}

export default async function Requests() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="requests">
      <RequestsPage ctx={ctx} />
    </PageFrame>
  )
}
