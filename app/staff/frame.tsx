import type { ReactNode } from 'react'
import { requireStaff } from '#api/staff/context.ts'
import { KeepFresh } from '#components/shell/keep-fresh.tsx'
import { StaffFrame } from '#components/shell/staff-frame.tsx'
import type { Ctx } from '#domain/context.ts'
import { translator } from '#i18n/translator.ts'
import { chooseLanguage } from '../actions.ts'
import { leaveDesk } from './actions.ts'
import { type Urgencies, urgencies, urgencyWord } from './alerts.ts'
import { openSections, type StaffSection, sections } from './sections.ts'

/** The staff's frame with what only a route can give it: who is signed in, what is open to them, the way out. */
export async function StaffPage({ current, children }: { current?: StaffSection; children: ReactNode }) {
  const { ctx, me } = await requireStaff(current && sections[current].permission)
  const urgent = await urgencies(ctx)
  return (
    <StaffFrame
      me={me}
      links={openSections(ctx).map((section) => ({
        href: sections[section].href,
        text: nameOf(ctx.locale, section, urgent ?? {}),
      }))}
      current={current && sections[current].href}
      chooseLanguage={chooseLanguage}
      leave={leaveDesk}
    >
      {urgent && <KeepFresh ask="/staff/oversight/watch" known={urgencyWord(urgent)} everySeconds={5} />}
      {children}
    </StaffFrame>
  )
}

/** A section's name, with the number of its alerts where it has any. */
function nameOf(locale: Ctx['locale'], section: StaffSection, urgent: Urgencies): string {
  const say = translator(locale, 'nav.desk')
  if (section !== 'oversight' && section !== 'systems') return say(section)
  const count = urgent[section] ?? 0
  return count > 0 ? say(`${section}-urgent`, { count }) : say(section)
}
