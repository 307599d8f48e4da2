import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { DataPage } from '#app/shared-pages/data.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'holdings')('title') }
}

export default async function Data({ searchParams }: PageProps<'/data'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="data">
      <DataPage ctx={ctx} search={await searchParams} />
    </PageFrame>
  )
}
