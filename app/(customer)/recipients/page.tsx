import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { RecipientsPage } from '#app/shared-pages/recipients.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'recipients')('title') }
}

export default async function Recipients({ searchParams }: PageProps<'/recipients'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="recipients">
      <RecipientsPage ctx={ctx} search={await searchParams} />
    </PageFrame>
  )
}
