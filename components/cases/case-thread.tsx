import type { Route } from 'next'
import type { ReactNode } from 'react'
import type { About, CaseType } from '#domain/cases/schema.ts'
import type { StepWords } from '#i18n/describe/case-steps.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { FoldingText } from '../shell/folding-text.tsx'
import { hrefOf } from '../shell/hrefs.ts'
import { hrefTo, PortalLink } from '../shell/portal-link.tsx'
import { Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { AttachmentLine } from './attachment-line.tsx'
import { caseHref } from './case-href.ts'

interface Props {
  type: CaseType
  id: string
  about: About | null
  words: { steps: StepWords[]; about: string | null }
  /** The step that is expected next. */
  next: { label: string; sentence: ReactNode } | null
  /** What stands below a step, by its number. */
  below?: Record<number, ReactNode>
}

/** The steps and messages of a case, oldest first. The last mark is the next step that is expected. */
export async function CaseThread({ type, id, about, words, next, below }: Props) {
  const say = translator(await readerLocale(), 'complaints')
  const { steps } = words
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
              {below?.[step.number]}
              {step.attachments.map((file) => (
                <AttachmentLine
                  key={file.id}
                  file={file}
                  way={hrefTo(`${caseHref(type, id)}/attachments/${file.id}` as Route)}
                />
              ))}
              {place === 0 && about && words.about && (
                <Note className="mt-2">
                  {say('thread.about')} <PortalLink href={hrefOf(about)}>{words.about}</PortalLink>
                </Note>
              )}
            </Knot>
          )
        })}
        {next && (
          <Knot knot="next" line="none" label={next.label}>
            <p>{next.sentence}</p>
          </Knot>
        )}
      </Thread>
    </Part>
  )
}
