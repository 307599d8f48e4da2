import type { ClockWords } from '#i18n/describe/complaint-clock.ts'
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
}

/** The answer's deadline: the days left and the picture. */
export async function ComplaintClock({ clock, desk }: Props) {
  const say = translator(await readerLocale(), 'complaints.clock')
  const { figure, picture, owed } = clock
  return (
    <Part heading={say('title')} note={clock.note}>
      <div>
        {figure && <Figure {...figure} />}
        <p>
          {clock.late ? <Urgent tone="late">{clock.sentence}</Urgent> : clock.sentence}
          {clock.late && !desk && (
            <>
              {' '}
              <a href="#way">{say('what-now')}</a>
            </>
          )}
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

/** The part that says how the deadline was computed. */
export async function ComplaintComputation({ clock }: Pick<Props, 'clock'>) {
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
          <Fact key={term} term={term}>
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
