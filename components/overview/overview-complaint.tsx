import type { ReactNode } from 'react'
import type { OpenComplaintWords } from '#i18n/describe/overview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Clock } from '../ui/clock.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

/** The open complaint that ends first, with its clock. */
export async function OverviewComplaint({ complaint }: { complaint: OpenComplaintWords }) {
  const say = translator(await readerLocale(), 'overview.complaint')
  const { id, reference, subject, state, sentence, clock, start, end, others } = complaint
  const bold = (text: ReactNode) => <b>{text}</b>
  return (
    <Part heading={say('title')} note={say('reference', { reference })}>
      <Rows>
        <Row>
          <Line title={<PortalLink href={`/complaints/${id}`}>{subject}</PortalLink>}>
            <StateLabel is={state.is}>{state.text}</StateLabel>
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
