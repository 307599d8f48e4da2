import Link from 'next/link'
import type { ReactNode } from 'react'
import type { LookReviewWords } from '#i18n/describe/look-reviews.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Label, Note } from '../ui/text.tsx'
import { Said } from '../ui/thread.tsx'

interface Props {
  look: string
  words: LookReviewWords
}

/** What the bank's officer has found of a look, for its customer: the verdict, the officer's text, and how it goes on. */
export async function LookReview({ look, words: { findings, escalated } }: Props) {
  const say = translator(await readerLocale(), 'looks.review')
  const link = (text: ReactNode) => (
    <Link href={`/complaints/new?look=${look}`} prefetch={false}>
      {text}
    </Link>
  )
  return (
    <div className="grid gap-4">
      {findings.map(({ sentence, by, said }) => (
        <div key={by + sentence} className="grid gap-2">
          <p>
            <b>{sentence}</b>
          </p>
          {said && <Said lang={said.locale}>{said.text}</Said>}
          <Label>{by}</Label>
        </div>
      ))}
      {escalated && <Note>{say.rich(findings.length > 1 ? 'settled' : 'goes-on', { link })}</Note>}
    </div>
  )
}
