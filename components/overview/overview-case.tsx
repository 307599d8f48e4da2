import type { ReactNode } from 'react'
import type { OpenCaseWords } from '#i18n/describe/overview.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { caseHref } from '../cases/case-href.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Clock } from '../ui/clock.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

/** The open case that ends first, with its clock. */
export async function OverviewCase({ words }: { words: OpenCaseWords }) {
  const say = translator(await readerLocale(), 'overview.case')
  const { type, id, reference, subject, state, sentence, clock, start, end, others } = words
  const bold = (text: ReactNode) => <b>{text}</b>
  return (
    <Part heading={say('title', { type })} note={say('reference', { reference })}>
      <Rows>
        <Row>
          <Line title={<PortalLink href={caseHref(type, id)}>{subject}</PortalLink>}>
            <StateLabel is={state.is}>{state.text}</StateLabel>
          </Line>
          {clock && end ? (
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
        {others.map(({ href, text }) => (
          <Row key={href}>
            <PortalLink href={href}>{text}</PortalLink>
          </Row>
        ))}
      </Rows>
    </Part>
  )
}
