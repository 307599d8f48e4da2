import { SettingsScreen } from '#components/account/settings-screen.tsx'
import { contactDetails } from '#domain/holdings/contact-details.ts'
import { operator } from '#domain/policies/operator.ts'
import { listSessions } from '#domain/sessions/list-sessions.ts'
import { describeSession } from '#i18n/describe/sessions.ts'
import { chooseLanguage } from '../actions.ts'
import { type BodyProps, enter } from './door.ts'

/** Language, contact details, sessions. */
export async function SettingsBody({ ctx }: Pick<BodyProps, 'ctx'>) {
  enter(ctx)
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
