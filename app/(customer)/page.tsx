import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { getTranslations } from '#i18n/translations.ts'
import { OverviewBody } from '../shared-pages/overview.tsx'
import { PageFrame } from './frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') }
}

export default async function Overview() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="/">
      <OverviewBody ctx={ctx} />
    </PageFrame>
  )
}
