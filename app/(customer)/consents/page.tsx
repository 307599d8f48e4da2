import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { ConsentsPage } from '#app/shared-pages/consents.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'
import { decideByForm } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'consents')('title') }
}

export default async function Consents({ searchParams }: PageProps<'/consents'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="consents">
      <ConsentsPage ctx={ctx} search={await searchParams} decideByForm={decideByForm} />
    </PageFrame>
  )
}
