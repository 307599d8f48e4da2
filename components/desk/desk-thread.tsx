import type { DeskCaseWords } from '#i18n/describe/desk.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { AttachmentLine } from '../cases/attachment-line.tsx'
import { FoldingText } from '../shell/folding-text.tsx'
import { deskHref } from '../shell/hrefs.ts'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'

interface Props {
  reference: string
  words: Pick<DeskCaseWords, 'steps' | 'about'>
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
            {step.attachments.map((file) => (
              <AttachmentLine
                key={file.id}
                file={file}
                way={`${deskHref(reference)}/attachments/${file.id}`}
              />
            ))}
            {place === 0 && about && <Note className="mt-2">{about}</Note>}
          </Knot>
        ))}
      </Thread>
    </Part>
  )
}
