import { Fragment } from 'react'
import type { Locale } from '#catalogue/locale.ts'
import type { ComplaintView, Subject } from '#domain/complaints/schema.ts'
import { describeNext, describeStep, type StepWords } from '#i18n/describe/complaints.ts'
import { getTranslations } from '#i18n/translations.ts'
import { words } from '#i18n/words.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Icon } from '../ui/icon.tsx'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Said, Thread } from '../ui/thread.tsx'
import { placeOf } from './place.ts'
import { PortalLink, wayTo } from './portal-link.tsx'

/** Everything that happened, oldest first, with the messages inside; last, what is still to come. */
export async function ComplaintThread({
  view,
  locale,
  now,
}: {
  view: ComplaintView
  locale: Locale
  now: Date
}) {
  const say = await getTranslations('complaints')
  const describe = words(locale, 'complaints')
  const next = describeNext(describe, locale, view, now)
  const way = (chunks: React.ReactNode) => <a href="#way">{chunks}</a>
  return (
    <Part heading={say('thread.title')} note={say('thread.note')}>
      <Thread shape="log">
        {view.steps.map((one, place) => {
          const step = describeStep(describe, locale, one, view.reference, now)
          const last = place === view.steps.length - 1
          return (
            <Knot
              key={step.number}
              knot={last ? 'now' : place === 0 ? 'ring' : 'disc'}
              line={last ? (next ? 'dots' : 'none') : 'solid'}
              label={step.label}
              dateTime={step.dateTime}
            >
              {step.what}
              {step.text && <Message text={step.text} mine={step.mine} />}
              <Attachments complaintId={view.id} files={step.attachments} />
              {place === 0 && view.about && <About subject={view.about} />}
            </Knot>
          )
        })}
        {next && (
          <Knot knot="next" line="none" label={next.label}>
            <p>{say.rich(`next.${next.sentence}`, { way })}</p>
          </Knot>
        )}
      </Thread>
    </Part>
  )
}

/** More than this many characters fold away: the thread stays readable. */
const shownCharacters = 1200

async function Message({ text, mine }: { text: string; mine: boolean }) {
  const say = await getTranslations('complaints.thread')
  const [shown, rest] = fold(text)
  return (
    <>
      <Said mine={mine}>
        <Lines text={shown} />
      </Said>
      {rest && (
        <div className="mt-2">
          <Disclosure summary={say('more', { count: [...rest].length })}>
            <Said mine={mine}>
              <Lines text={rest} />
            </Said>
          </Disclosure>
        </div>
      )}
    </>
  )
}

/** The beginning of a long text up to the end of a word, and the rest. */
function fold(text: string): [shown: string, rest: string] {
  const characters = [...text]
  if (characters.length <= shownCharacters * 1.25) return [text, '']
  const start = characters.slice(0, shownCharacters).join('')
  const word = start.search(/\s\S*$/)
  const shown = word > start.length / 2 ? start.slice(0, word) : start
  return [shown, text.slice(shown.length).trimStart()]
}

function Lines({ text }: { text: string }) {
  return (
    <span className="wrap-anywhere">
      {text.split('\n').map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never move
        <Fragment key={place}>
          {place > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </span>
  )
}

/** Files are ordinary links: they are fetched when asked for, and the look is logged then. */
function Attachments({ complaintId, files }: { complaintId: string; files: StepWords['attachments'] }) {
  return files.map(({ id, name, size }) => {
    const way = wayTo(`/complaints/${complaintId}/attachments/${id}`)
    return (
      <Note key={id} className="mt-2">
        <Icon name="attach" small />{' '}
        {way === null ? (
          <span className="shut wrap-anywhere">{name}</span>
        ) : (
          <a href={way} download className="wrap-anywhere">
            {name}
          </a>
        )}
        , {size}
      </Note>
    )
  })
}

async function About({ subject }: { subject: Subject }) {
  const say = await getTranslations('complaints.thread')
  return (
    <Note className="mt-2">
      {say('about')} <PortalLink href={placeOf(subject)}>{subject.title}</PortalLink>
    </Note>
  )
}
