import type { ComplaintView } from '#domain/complaints/schema.ts'
import type { ComplaintWords } from '#i18n/describe/complaints.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { FoldingText } from '../shell/folding-text.tsx'
import { hrefOf } from '../shell/hrefs.ts'
import { hrefTo, PortalLink } from '../shell/portal-link.tsx'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { AttachmentLine } from './attachment-line.tsx'

/** The steps and messages of a complaint, oldest first. The last mark is the next step that is expected. */
export async function ComplaintThread({ view, words }: { view: ComplaintView; words: ComplaintWords }) {
  const say = translator(await readerLocale(), 'complaints')
  const { steps, next, about } = words
  const way = (chunks: React.ReactNode) => <a href="#way">{chunks}</a>
  return (
    <Part heading={say('thread.title')} note={say('thread.note')}>
      <Thread shape="log">
        {steps.map((step, place) => {
          const last = place === steps.length - 1
          return (
            <Knot
              key={step.number}
              knot={last ? 'now' : place === 0 ? 'ring' : 'disc'}
              line={last ? (next ? 'dots' : 'none') : 'solid'}
              label={step.label}
              dateTime={step.dateTime}
            >
              {step.what}
              {step.text && <FoldingText text={step.text} mine={step.mine} />}
              {step.attachments.map((file) => (
                <AttachmentLine
                  key={file.id}
                  file={file}
                  way={hrefTo(`/complaints/${view.id}/attachments/${file.id}`)}
                />
              ))}
              {place === 0 && view.about && about && <About about={view.about} title={about} />}
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

async function About({ about, title }: { about: NonNullable<ComplaintView['about']>; title: string }) {
  const say = translator(await readerLocale(), 'complaints.thread')
  return (
    <Note className="mt-2">
      {say('about')} <PortalLink href={hrefOf(about)}>{title}</PortalLink>
    </Note>
  )
}
