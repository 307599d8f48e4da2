import type { Metadata } from 'next'
import { requireCustomer } from '#api/context.ts'
import { OverviewScreen } from '#components/customer/overview-screen.tsx'
import { showOverview } from '#domain/overview/show-overview.ts'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from './frame.tsx'
import { dismissByForm } from './overview-actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') }
}

export default async function Overview() {
  const { ctx } = await requireCustomer()
  const view = await showOverview(ctx)
  return (
    <PageFrame current="/">
      <OverviewScreen view={view} locale={ctx.locale} now={ctx.now} dismissByForm={dismissByForm} />
    </PageFrame>
  )
}
