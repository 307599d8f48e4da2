import type { ReactNode } from 'react'
import type { ClockWords } from '#i18n/describe/case-clock.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Clock, Figure } from '../ui/clock.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Part } from '../ui/part.tsx'
import { Note, Urgent } from '../ui/text.tsx'

interface Props {
  clock: ClockWords
  /** For the staff: without the link to what the customer can do, and with the computation, folded. */
  desk?: boolean
  /** The link to what the customer can do when the answer is late; to the page's part about it where none is given. */
  way?: (text: string) => ReactNode
}

/** The answer's deadline: the days left and the picture. */
export async function CaseClock({ clock, desk, way = toPart }: Props) {
  const say = translator(await readerLocale(), 'complaints.clock')
  const { figure, picture, owed } = clock
  return (
    <Part heading={say('title')} note={clock.note}>
      <div>
        {figure && <Figure {...figure} />}
        <p>
          {clock.late ? <Urgent tone="late">{clock.sentence}</Urgent> : clock.sentence}
          {clock.late && !desk && <> {way(say('what-now'))}</>}
        </p>
        {picture && (
          <div className="mt-6 mb-2">
            <Clock
              day={picture.day}
              of={picture.of}
              tone={owed || picture.day > picture.of ? undefined : 'calm'}
              label={picture.label}
              start={<End lines={picture.start} />}
              end={<End lines={picture.end} />}
            />
          </div>
        )}
        {desk ? (
          <Disclosure summary={say('how')}>
            <Computation clock={clock} say={say} />
          </Disclosure>
        ) : (
          <Note className="print:hidden">
            <a href="#computed">{say('how')}</a>
          </Note>
        )}
      </div>
    </Part>
  )
}

const toPart = (text: string) => <a href="#way">{text}</a>

/** The part that says how the deadline was computed. */
export async function CaseComputation({ clock }: Pick<Props, 'clock'>) {
  const say = translator(await readerLocale(), 'complaints.clock')
  return (
    <Part id="computed" heading={say('computed')}>
      <div className="grid gap-6">
        <Computation clock={clock} say={say} />
      </div>
    </Part>
  )
}

function Computation({ clock, say }: Pick<Props, 'clock'> & { say: Say<'complaints.clock'> }) {
  return (
    <>
      <Facts>
        {clock.facts.map(({ term, text }) => (
          <Fact key={`${term} ${text}`} term={term}>
            {text}
          </Fact>
        ))}
      </Facts>
      <p>
        <PortalLink href="/policy">{say('policy')}</PortalLink>
      </p>
    </>
  )
}

function End({ lines: [date, what] }: { lines: [string, string] }) {
  return (
    <>
      {date}
      <br />
      {what}
    </>
  )
}
