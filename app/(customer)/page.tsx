import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { OverviewPage } from '../shared-pages/overview.tsx'
import { decideByForm } from './consents/actions.ts'
import { PageFrame } from './frame.tsx'
import { acknowledgeByForm, answerByForm } from './looks/actions.ts'
import { dismissByForm } from './overview-actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'overview')('title') }
}

export default async function Overview() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="overview">
      <OverviewPage
        ctx={ctx}
        dismissByForm={dismissByForm}
        actions={{ looks: { answer: answerByForm, acknowledge: acknowledgeByForm }, decideByForm }}
      />
    </PageFrame>
  )
}
