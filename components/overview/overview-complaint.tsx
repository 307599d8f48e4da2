import type { ReactNode } from 'react'
import type { ComplaintSummary } from '#domain/complaints/schema.ts'
import { describeRow } from '#i18n/describe/complaints.ts'
import { describeEnds } from '#i18n/describe/overview.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Clock } from '../ui/clock.tsx'
import { State } from '../ui/notice.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  complaint: ComplaintSummary
  /** How many more are open. */
  others: number
  locale: Locale
  now: Date
}

/** The open complaint that ends first, with its clock. */
export function OverviewComplaint({ complaint, others, locale, now }: Props) {
  const say = translator(locale, 'overview.complaint')
  const { id, subject, state, sentence, clock } = describeRow(locale, complaint, now)
  const { start, end } = describeEnds(locale, complaint, now)
  const bold = (text: ReactNode) => <b>{text}</b>
  return (
    <Part heading={say('title')} note={say('reference', { reference: complaint.reference })}>
      <Rows>
        <Row>
          <Line title={<PortalLink href={`/complaints/${id}`}>{subject}</PortalLink>}>
            <State is={state.is}>{state.text}</State>
          </Line>
          {clock ? (
            <Clock
              day={clock.day}
              of={clock.of}
              label={clock.label}
              start={start}
              end={say.rich(end.late ? 'late' : 'left', { days: end.days, date: end.date, b: bold })}
            />
          ) : (
            <Note>{sentence}</Note>
          )}
        </Row>
        {others > 0 && (
          <Row>
            <PortalLink href="/complaints">{say('more', { count: others })}</PortalLink>
          </Row>
        )}
      </Rows>
    </Part>
  )
}
