import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { DataBody } from '#app/shared-pages/data.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'holdings')('title') }
}

export default async function DataPage({ searchParams }: PageProps<'/data'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="data">
      <DataBody ctx={ctx} search={await searchParams} />
    </PageFrame>
  )
}
