import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { ActivityPage } from '#app/shared-pages/activity.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'activity')('title') }
}

export default async function Activity({ searchParams }: PageProps<'/activity'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="activity">
      <ActivityPage ctx={ctx} search={await searchParams} />
    </PageFrame>
  )
}
