import Link from 'next/link'
import type { AutomatedDecisionsWords } from '#i18n/describe/automated-decisions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Part, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { AutomatedDecisionRow } from './automated-decision-row.tsx'

/** The decisions that programs took about the customer, and the way to object. It says why an address is refused. */
export async function AutomatedDecisionsScreen({
  words,
}: {
  words: AutomatedDecisionsWords | { refused: string }
}) {
  const say = translator(await readerLocale(), 'automated-decisions')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        {'refused' in words ? null : <p>{words.answer}</p>}
        <Note>
          {say.rich('policy', {
            link: (text) => (
              <Link href="/policy#automated" prefetch={false}>
                {text}
              </Link>
            ),
          })}
        </Note>
      </PageHead>
      {'refused' in words ? (
        <Notice tone="refuse" role="alert">
          <p>{words.refused}</p>
          <p>
            <Link href="/automated-decisions" prefetch={false}>
              {say('refused')}
            </Link>
          </p>
        </Notice>
      ) : (
        <List words={words} />
      )}
    </>
  )
}

async function List({ words: { rows, total, continued, next } }: { words: AutomatedDecisionsWords }) {
  const say = translator(await readerLocale(), 'automated-decisions')
  if (rows.length === 0)
    return (
      <Part heading={say('list')}>
        <Empty>{say('empty')}</Empty>
      </Part>
    )
  return (
    <Part heading={say('list')} note={total}>
      <div>
        <Rows>
          {rows.map((row) => (
            <AutomatedDecisionRow key={row.id} words={row} />
          ))}
        </Rows>
        {(next || continued) && (
          <Pager
            label={say('pages')}
            status={total}
            back={continued ? { href: '/automated-decisions', text: say('newest') } : undefined}
            on={
              next
                ? {
                    href: `/automated-decisions?${new URLSearchParams({ cursor: next })}`,
                    text: say('older'),
                  }
                : undefined
            }
          />
        )}
      </div>
    </Part>
  )
}
