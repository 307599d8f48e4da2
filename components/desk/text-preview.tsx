'use client'

import { useEffect, useRef } from 'react'
import type { TextPreviewWords } from '#i18n/describe/text-preview.ts'
import type { Locale } from '#policy/locale.ts'
import { Button } from '../ui/button.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { Actions } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import { Knot, Said, Thread } from '../ui/thread.tsx'

/** The agent's words around what the customer would read. */
export interface PreviewLabels
  extends Record<'title' | 'sms' | 'mail' | 'page' | 'rule' | 'send' | 'edit', string> {
  /** `%` in `rule` stands for the seconds a text waits. In which language the customer reads, by that language. */
  notes: Record<Locale, string>
}

interface Props {
  words: TextPreviewWords
  labels: PreviewLabels
}

/** What the customer would read, in their language, with the buttons that send it or lead back to the text. */
export function TextPreview({ words, labels }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { lang, sms, mail, page } = words
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {labels.title}
      </h3>
      <Note>{labels.notes[lang]}</Note>
      <Facts>
        <Fact term={labels.page}>
          <div lang={lang} className="grid gap-3">
            <Label>{page.head}</Label>
            <p className="wrap-anywhere">{page.subject}</p>
            <StateLabel is={page.state.is}>{page.state.text}</StateLabel>
            <p>
              {page.clock.title}: {page.clock.sentence}
            </p>
            <Thread shape="log">
              <Knot knot="now" line="none" label={page.step.label}>
                {page.step.what}
                <Said>
                  <Written text={page.step.text} />
                </Said>
              </Knot>
            </Thread>
          </div>
        </Fact>
        <Fact term={labels.sms}>
          <Written text={sms} lang={lang} />
        </Fact>
        <Fact term={labels.mail}>
          <b lang={lang}>{mail.subject}</b>
          <br />
          <Written text={mail.text} lang={lang} />
        </Fact>
      </Facts>
      <Note>{labels.rule.replace('%', String(words.seconds))}</Note>
      <Actions>
        <Button type="submit" kind="main" name="send" value="1">
          {labels.send}
        </Button>
        <Button type="submit" name="edit" value="1">
          {labels.edit}
        </Button>
      </Actions>
    </>
  )
}

const Written = ({ text, lang }: { text: string; lang?: string }) => (
  <span lang={lang} className="whitespace-pre-line wrap-anywhere">
    {text}
  </span>
)
