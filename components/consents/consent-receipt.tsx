import type { Route } from 'next'
import Link from 'next/link'
import type { ReceiptWords } from '#i18n/describe/receipts.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Weft } from '../ui/brand.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { WithPhones } from '../ui/phone.tsx'
import { Hash, Label, Note } from '../ui/text.tsx'

interface Props {
  receipt: ReceiptWords
  consent: string
  /** The portal's address, which paper has to name. */
  portal: string
}

/** A consent receipt, made to be printed. */
export async function ReceiptScreen({ receipt, consent, portal }: Props) {
  const say = translator(await readerLocale(), 'consents.receipt')
  const page: Route = `/consents#${consent}`
  const there = (words: string) => (
    <Link href={page} prefetch={false} data-address={portal + page}>
      {words}
    </Link>
  )
  const above = (
    <>
      <Label className="acts">{there(say('back'))}</Label>
      <Weft />
    </>
  )
  return (
    <>
      <PageHead title={say('title')} above={above}>
        <p>{receipt.lede}</p>
        <Note className="acts">{say('print')}</Note>
      </PageHead>
      <div className="receipt">
        {receipt.parts.map(({ heading, note, facts }) => (
          <Part key={heading} heading={heading} note={note}>
            <Facts>
              {facts.map(({ term, text, lang, hash, phones = [], isDoneThere }) => (
                <Fact key={term} term={term}>
                  {text && (
                    <span lang={lang}>
                      <WithPhones text={text} numbers={phones} />
                    </span>
                  )}{' '}
                  {hash && <Hash>{hash}</Hash>} {isDoneThere && there(say('open-consent'))}
                </Fact>
              ))}
            </Facts>
          </Part>
        ))}
      </div>
    </>
  )
}
