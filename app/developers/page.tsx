import type { Metadata } from 'next'
import { visitorContext } from '#api/session/visitor.ts'
import { ApiScreen } from '#components/developers/api-screen.tsx'
import { apiView } from '#components/developers/document.ts'
import { demoKey } from '#demo/data/system-keys.ts'
import { listIds } from '#domain/policies/list-ids.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'
import { OpenPage } from '../open-page.tsx'
import { openapi } from './document.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'developers')('title') }
}

const api = apiView(openapi)

export default async function Developers() {
  const { config, keys } = await services()
  const demo = config.ARQAU_DEMO ? { key: demoKey(keys, 'core-banking'), customer: 'DEMO-GULSIM' } : null
  const ids = await listIds(await visitorContext())
  return (
    <OpenPage>
      <ApiScreen api={api} start={{ address: new URL(config.PUBLIC_URL).origin, demo, ids }} />
    </OpenPage>
  )
}
