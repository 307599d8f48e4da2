import Link from 'next/link'
import type { SpraysWords, SprayWords } from '#i18n/describe/sprays.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Hash, Note, Prose } from '../ui/text.tsx'

/** The sprays of sign-ins for officers: the addresses, the numbers, and what can be done. */
export async function SpraysScreen({ words }: { words: SpraysWords }) {
  const say = translator(await readerLocale(), 'sprays')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{words.intro}</p>
        <Note>{say('marks')}</Note>
        {words.together && <Note>{words.together}</Note>}
      </PageHead>
      {(['addresses', 'numbers'] as const).map((of) => (
        <Part
          key={of}
          heading={say(`${of}.title`)}
          note={words[of].rows.length > 0 ? words[of].note : undefined}
        >
          {words[of].rows.length === 0 && <Empty>{words[of].none}</Empty>}
          <Rows>
            {words[of].rows.map((spray) => (
              <SprayRow key={spray.mark} spray={spray} />
            ))}
          </Rows>
        </Part>
      ))}
      <Part heading={say('can.title')}>
        <Prose>
          <p>{say('can.log')}</p>
          <p>{say('can.operator')}</p>
          <p>
            {say.rich('can.customer', {
              link: (text) => (
                <Link href="/staff/customers" prefetch={false}>
                  {text}
                </Link>
              ),
            })}
          </p>
        </Prose>
      </Part>
    </>
  )
}

async function SprayRow({ spray: { mark, short, missed, sentence, onlyCounted } }: { spray: SprayWords }) {
  const say = translator(await readerLocale(), 'sprays')
  return (
    <Row>
      <Line title={<code>{short}…</code>}>
        <span>{missed}</span>
      </Line>
      <Note>{sentence}</Note>
      {onlyCounted && <Note>{onlyCounted}</Note>}
      <Disclosure summary={say('whole')}>
        <Hash>{mark}</Hash>
      </Disclosure>
    </Row>
  )
}
