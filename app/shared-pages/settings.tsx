import { SettingsScreen } from '#components/account/settings-screen.tsx'
import { contactDetails } from '#domain/holdings/contact-details.ts'
import { operator } from '#domain/policies/operator.ts'
import { listSessions } from '#domain/sessions/list-sessions.ts'
import { describeSession } from '#i18n/describe/sessions.ts'
import type { SharedPageProps } from './props.ts'

interface Props extends Pick<SharedPageProps, 'ctx'> {
  /** Absent in a look. */
  chooseLanguage?: (form: FormData) => Promise<void>
}

export async function SettingsPage({ ctx, chooseLanguage }: Props) {
  const [contacts, sessions] = await Promise.all([contactDetails(ctx), listSessions(ctx)])
  return (
    <SettingsScreen
      contacts={contacts}
      sessions={sessions.map((session) => describeSession(ctx.locale, session, ctx.now))}
      phone={operator(ctx).urgentPhone}
      chooseLanguage={chooseLanguage}
    />
  )
}
