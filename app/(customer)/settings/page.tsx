import type { Metadata } from 'next'
import { requireCustomer } from '#api/context.ts'
import { SettingsScreen } from '#components/customer/settings-screen.tsx'
import { contactDetails } from '#domain/holdings/contact-details.ts'
import { listSessions } from '#domain/identity/list-sessions.ts'
import { operator } from '#domain/policies/operator.ts'
import { describeSession } from '#i18n/describe/sessions.ts'
import { getTranslations } from '#i18n/translations.ts'
import { words } from '#i18n/words.ts'
import { chooseLanguage } from '../../actions.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') }
}

export default async function Settings() {
  const { ctx } = await requireCustomer()
  const [contacts, sessions] = await Promise.all([contactDetails(ctx), listSessions(ctx)])
  const say = words(ctx.locale, 'settings')
  return (
    <PageFrame current="/settings">
      <SettingsScreen
        contacts={contacts}
        sessions={sessions.map((session) => describeSession(say, ctx.locale, session, ctx.now))}
        phone={operator(ctx).urgentPhone}
        chooseLanguage={chooseLanguage}
      />
    </PageFrame>
  )
}
