import type { StepWords } from '#i18n/describe/complaints.ts'
import type { DeskComplaintWords } from '#i18n/describe/desk.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { FoldingText } from '../shell/folding-text.tsx'
import { deskHref } from '../shell/hrefs.ts'
import { Icon } from '../ui/icon.tsx'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'

interface Props {
  reference: string
  words: Pick<DeskComplaintWords, 'steps' | 'about'>
}

/** The steps and messages that the customer sees, oldest first, in words for the staff. */
export async function DeskThread({ reference, words: { steps, about } }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk')
  const last = steps.length - 1
  return (
    <Part heading={say('thread.title')} note={say('thread.note')}>
      <Thread shape="log">
        {steps.map((step, place) => (
          <Knot
            key={step.number}
            knot={place === last ? 'now' : place === 0 ? 'ring' : 'disc'}
            line={place === last ? 'none' : 'solid'}
            label={step.label}
            dateTime={step.dateTime}
          >
            {step.what}
            {step.text && <FoldingText text={step.text} mine={step.mine} />}
            <Attachments reference={reference} files={step.attachments} />
            {place === 0 && about && <Note className="mt-2">{about}</Note>}
          </Knot>
        ))}
      </Thread>
    </Part>
  )
}

/** Opening a file is written to the customer's log. */
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
