import type { Metadata } from 'next'
import { requireCustomer } from '#api/context.ts'
import { ConsentsScreen } from '#components/customer/consents-screen.tsx'
import { listConsents } from '#domain/consents/list-consents.ts'
import { getTranslations } from '#i18n/translations.ts'
import { words } from '#i18n/words.ts'
import { PageFrame } from '../frame.tsx'
import { decideByForm } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('consents'))('title') }
}

/** The sentences for what a decision sent by a form can be refused with. */
const refusals: Record<string, string> = {
  conflict: 'conflict',
  locked: 'consent.locked-by-obligation',
  invalid: 'invalid.general',
}

export default async function ConsentsPage({ searchParams }: PageProps<'/consents'>) {
  const { ctx } = await requireCustomer()
  const { refused } = await searchParams
  const key = typeof refused === 'string' ? refusals[refused] : undefined
  return (
    <PageFrame current="/consents">
      <ConsentsScreen
        view={await listConsents(ctx)}
        decideByForm={decideByForm}
        refused={key && words(ctx.locale, 'errors')(key)}
      />
    </PageFrame>
  )
}
