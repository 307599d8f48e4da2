import type { HoldingsView } from '#domain/holdings/schema.ts'
import type { CategoryWords, HoldingsWords } from '#i18n/describe/holdings-list.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { HoldingField } from './holding-field.tsx'
import { HoldingsFilters } from './holdings-filters.tsx'

/**
 * Everything the bank holds about the customer, category by category, and what it could hold but does not. Its rows can
 * show values inside a RevealByCode or a RevealByReason.
 */
export async function HoldingsScreen({ view, words }: { view: HoldingsView; words: HoldingsWords }) {
  const say = translator(await readerLocale(), 'holdings')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <LookNote />
        <noscript>
          <Notice tone="warn">
            <p>{say('without-script')}</p>
          </Notice>
        </noscript>
      </PageHead>
      <HoldingsFilters view={view} />
      <p className="note" role="status">
        {words.totals} {view.filtered && <PortalLink href="/data">{say('filters.clear')}</PortalLink>}
      </p>
      {view.ignored.length > 0 && <Note>{say('filters.ignored')}</Note>}
      {view.categories.length === 0 && <Empty>{say('status.nothing-more')}</Empty>}
      {words.categories.map((category) => (
        <CategoryPart key={category.id} category={category} view={view} />
      ))}
    </>
  )
}

function CategoryPart({ category, view }: { category: CategoryWords; view: HoldingsView }) {
  const { id, title, note, consent, empty, rows, others } = category
  return (
    <Part heading={title} note={consent ? <Permissions note={note} consent={consent} /> : note} id={id}>
      {empty && <Empty>{empty}</Empty>}
      <Rows>
        {rows.map((row) => (
          <HoldingField key={row.field.id} row={row} revealedBy={view.revealedBy} />
        ))}
        {others.map((sentence) => (
          <Row key={sentence}>
            <PortalLink href={`/data?category=${id}`}>{sentence}</PortalLink>
          </Row>
        ))}
      </Rows>
    </Part>
  )
}

/** The number of permissions that are on, with a link to change them. */
async function Permissions({ note, consent }: { note: string; consent: string }) {
  const say = translator(await readerLocale(), 'holdings')
  return (
    <>
      {note} <PortalLink href={`/consents#${consent}`}>{say('category.change')}</PortalLink>
    </>
  )
}
