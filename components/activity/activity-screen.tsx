import type { Route } from 'next'
import type { ActivityWords, EntryWords } from '#i18n/describe/activity.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { Ledger, LedgerEntry } from '../ui/ledger.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Said } from '../ui/thread.tsx'
import { ActivitySentence } from './activity-sentence.tsx'

/** The activity log: what was done with the customer's data, by whom and when. It says why an address is refused. */
export async function ActivityScreen({ words }: { words: ActivityWords | { refused: string } }) {
  const say = translator(await readerLocale(), 'activity')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <LookNote />
      </PageHead>
      {'refused' in words ? (
        <Notice tone="refuse" role="alert">
          <p>{words.refused}</p>
          <p>
            <PortalLink href="/activity">{say('refused')}</PortalLink>
          </p>
        </Notice>
      ) : (
        <Log words={words} />
      )}
    </>
  )
}

async function Log({
  words: { kind, kinds, rows, total, empty, continued, next },
}: {
  words: ActivityWords
}) {
  const say = translator(await readerLocale(), 'activity')
  const shown = kinds.find((one) => one.id === kind)
  const links = { notMe: say('not-me'), why: say('why') }
  return (
    <>
      <nav aria-label={say('kinds.label')}>
        <ul className="acts list-none">
          {kinds.map(({ id, text }) => (
            <li key={text}>
              {id === kind ? (
                <b aria-current="true">{text}</b>
              ) : (
                <PortalLink href={pageHref(id, null)}>{text}</PortalLink>
              )}
            </li>
          ))}
        </ul>
      </nav>
      <Part heading={shown?.text} note={total}>
        <div>
          {empty === null ? (
            <Ledger>
              {rows.map((row) => (
                <ActivityLedgerRow key={row.id} row={row} links={links} />
              ))}
            </Ledger>
          ) : (
            <Empty>{empty}</Empty>
          )}
          {(next || continued) && (
            <Pager
              link={PortalButton}
              label={say('pages')}
              status={total}
              back={continued ? { href: pageHref(kind, null), text: say('newest') } : undefined}
              on={next ? { href: pageHref(kind, next), text: say('older') } : undefined}
            />
          )}
        </div>
      </Part>
    </>
  )
}

interface ActivityLedgerRowProps {
  row: EntryWords
  /** The words of the links of an entry: "it was not me" and "why". */
  links: { notMe: string; why: string }
}

/** A line of the log. The overview shows the same lines. */
export function ActivityLedgerRow({
  row: { when, iso, sentence, who, doubtable, askAbout, quote },
  links,
}: ActivityLedgerRowProps) {
  return (
    <LedgerEntry
      when={when}
      dateTime={iso}
      state={
        <>
          {quote && <Said>{quote}</Said>}
          {who && <Note>{who}</Note>}
        </>
      }
    >
      <ActivitySentence sentence={sentence} />{' '}
      {doubtable && (
        <PortalLink className="print:hidden" href="/complaints/new?kind=unauthorised-use">
          {links.notMe}
        </PortalLink>
      )}
      {askAbout && (
        <PortalLink className="print:hidden" href={`/complaints/new?look=${askAbout}`}>
          {links.why}
        </PortalLink>
      )}
    </LedgerEntry>
  )
}

/** The address of the log: of one kind or all, from the cursor on or from the newest entry. */
function pageHref(kind: ActivityWords['kind'], cursor: string | null): Route {
  const given = Object.entries({ kind, cursor }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  )
  return given.length === 0 ? '/activity' : `/activity?${new URLSearchParams(given)}`
}
