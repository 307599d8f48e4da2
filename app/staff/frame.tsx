import type { ReactNode } from 'react'
import { requireStaff } from '#api/staff/context.ts'
import { KeepFresh } from '#components/shell/keep-fresh.tsx'
import { sessionOverWords } from '#components/shell/session-over-words.ts'
import { StaffFrame } from '#components/shell/staff-frame.tsx'
import type { Ctx } from '#domain/context.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'
import { chooseLanguage } from '../actions.ts'
import { type Alerts, alertsVersion, readAlerts } from './alerts.ts'
import { openSections, type StaffSection, staffSections } from './sections.ts'

/** The staff's frame with the signed-in member of staff, their sections and the sign-out action. */
export async function StaffPage({ current, children }: { current?: StaffSection; children: ReactNode }) {
  const { ctx, me } = await requireStaff(current && staffSections[current].permission)
  const { config } = await services()
  const alerts = await readAlerts(ctx)
  return (
    <StaffFrame
      me={me}
      links={openSections(ctx).map((section) => ({
        href: staffSections[section].href,
        text: nameOf(ctx.locale, section, alerts ?? {}),
      }))}
      current={current && staffSections[current].href}
      chooseLanguage={chooseLanguage}
      demo={config.ARQAU_DEMO}
    >
      <KeepFresh
        {...(alerts
          ? { url: '/staff/oversight/watch', version: alertsVersion(alerts), everySeconds: 5 }
          : { url: '/staff/watch', version: '', everySeconds: 15 })}
        over={sessionOverWords(ctx.locale, '/staff/sign-in')}
      />
      {children}
    </StaffFrame>
  )
}

/** A section's name, with the number of its alerts where it has any. */
function nameOf(locale: Ctx['locale'], section: StaffSection, alerts: Alerts): string {
  const say = translator(locale, 'nav.desk')
  if (section !== 'oversight' && section !== 'systems') return say(section)
  const count = alerts[section] ?? 0
  return count > 0 ? say(`${section}-urgent`, { count }) : say(section)
}
