import type { ComplaintView } from '#domain/complaints/schema.ts'
import { type StepWords, subjectTitle } from '#i18n/describe/complaints.ts'
import { describeDeskStep } from '#i18n/describe/desk.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { SaidText } from '../shell/said-text.tsx'
import { Icon } from '../ui/icon.tsx'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { deskHref } from './desk-href.ts'

interface Props {
  view: ComplaintView
  locale: Locale
  now: Date
}

/** Everything the customer sees of a complaint, oldest first, in the desk's words. */
export function DeskThread({ view, locale, now }: Props) {
  const say = translator(locale, 'complaints.desk')
  const last = view.steps.length - 1
  return (
    <Part heading={say('thread.title')} note={say('thread.note')}>
      <Thread shape="log">
        {view.steps.map((one, place) => {
          const step = describeDeskStep(locale, one, view.reference, now)
          return (
            <Knot
              key={step.number}
              knot={place === last ? 'now' : place === 0 ? 'ring' : 'disc'}
              line={place === last ? 'none' : 'solid'}
              label={step.label}
              dateTime={step.dateTime}
            >
              {step.what}
              {step.text && <SaidText text={step.text} mine={step.mine} />}
              <Attachments reference={view.reference} files={step.attachments} />
              {place === 0 && view.about && (
                <Note className="mt-2">{say('head.about', { title: subjectTitle(locale, view.about) })}</Note>
              )}
            </Knot>
          )
        })}
      </Thread>
    </Part>
  )
}

/** Opening one is written to the customer's log. */
function Attachments({ reference, files }: { reference: string; files: StepWords['attachments'] }) {
  return files.map(({ id, name, size }) => (
    <Note key={id} className="mt-2">
      <Icon name="attach" small />{' '}
      <a href={`${deskHref(reference)}/attachments/${id}`} download className="wrap-anywhere">
        {name}
      </a>
      , {size}
    </Note>
  ))
}
