import Link from 'next/link'
import type { DeskComplaintView } from '#domain/desk/schema.ts'
import type { StaffMe } from '#domain/staff/schema.ts'
import { describeDeskState } from '#i18n/describe/desk.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { State } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Label, Note } from '../ui/text.tsx'
import { ComplaintClock } from './complaint-clock.tsx'
import { DeskAnswer } from './desk-answer.tsx'
import { DeskAssignment } from './desk-assignment.tsx'
import { DeskInternal } from './desk-staff-entries.tsx'
import type { DeskAction } from './desk-state.ts'
import { DeskSteps } from './desk-steps.tsx'
import { DeskThread } from './desk-thread.tsx'

interface Props {
  view: DeskComplaintView
  me: StaffMe
  locale: Locale
  now: Date
  begun: { template: string; language: string }
  actions: Record<'move' | 'extend' | 'assign' | 'note', DeskAction>
}

/** One complaint at the desk: the customer's clock and thread, what may be done, and what the staff keep to themselves. */
export function DeskComplaintScreen({ view, me, locale, now, begun, actions }: Props) {
  const say = translator(locale, 'complaints.desk')
  const { complaint, customer } = view
  const { reference } = complaint
  const state = describeDeskState(locale, complaint)
  const from = { customer: customer ?? say('no-name'), language: say(`answer.in.${view.locale}`) }
  return (
    <>
      <PageHead
        title={<span className="wrap-anywhere">{complaint.subject}</span>}
        above={
          <Label>
            <Link href="/staff/complaints" prefetch={false}>
              {say('title')}
            </Link>{' '}
            / №&nbsp;{reference}
          </Label>
        }
      >
        <State is={state.is}>{state.text}</State>
        <p>{say('head.from', from)}</p>
        {view.open && (
          <p>
            <a href={`/staff/looks/new?complaint=${encodeURIComponent(reference)}`}>{say('head.look')}</a>
          </p>
        )}
        <Note>{say('opened-note')}</Note>
      </PageHead>
      <ComplaintClock view={complaint} locale={locale} now={now} desk />
      <DeskThread view={complaint} locale={locale} now={now} />
      <DeskAnswer view={view} move={actions.move} begun={begun} />
      <DeskSteps view={view} move={actions.move} extend={actions.extend} locale={locale} />
      <DeskAssignment view={view} me={me} assign={actions.assign} />
      <DeskInternal view={view} note={actions.note} locale={locale} now={now} />
    </>
  )
}
