import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { SettingsBody } from '#app/shared-pages/settings.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.settings'))('title') }
}

export default async function Settings() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="/settings">
      <SettingsBody ctx={ctx} />
    </PageFrame>
  )
}
