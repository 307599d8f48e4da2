import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { chooseLanguage } from '#app/actions.ts'
import { SettingsPage } from '#app/shared-pages/settings.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'account.settings')('title') }
}

export default async function Settings() {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="settings">
      <SettingsPage ctx={ctx} chooseLanguage={chooseLanguage} />
    </PageFrame>
  )
}
