import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { ConsentsBody } from '#app/shared-pages/consents.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('consents'))('title') }
}

export default async function ConsentsPage({ searchParams }: PageProps<'/consents'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="/consents">
      <ConsentsBody ctx={ctx} search={await searchParams} />
    </PageFrame>
  )
}
