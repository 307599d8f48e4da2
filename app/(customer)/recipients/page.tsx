import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { RecipientsBody } from '#app/shared-pages/recipients.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recipients'))('title') }
}

export default async function Recipients({ searchParams }: PageProps<'/recipients'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="/recipients">
      <RecipientsBody ctx={ctx} search={await searchParams} />
    </PageFrame>
  )
}
