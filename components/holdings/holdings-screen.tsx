import type { ReactNode } from 'react'
import type { CategoryView, FieldView, HoldingsView } from '#domain/holdings/schema.ts'
import { describeTotals, someTitles } from '#i18n/describe/holdings.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { DataField } from './holding-field.tsx'
import { DataFilters } from './holdings-filters.tsx'

/** So many rows of what is held, and of what is not, stand in the page; a link leads to all of a longer category. */
const shownRows = { held: 3, absent: 1 }

/**
 * Everything the bank holds about the customer, category by category, and what it could hold but does not. Stands
 * inside what lets its rows show values: OwnReveal or LookReveal.
 */
export function DataScreen({ view }: { view: HoldingsView }) {
  const say = translator(view.locale, 'holdings')
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
      <DataFilters view={view} say={say} />
      <p className="note" role="status">
        {describeTotals(view.locale, view)}{' '}
        {view.filtered && <PortalLink href="/data">{say('filters.clear')}</PortalLink>}
      </p>
      {view.ignored.length > 0 && <Note>{say('filters.ignored')}</Note>}
      {view.categories.length === 0 && <Empty>{say('status.nothing-more')}</Empty>}
      {view.categories.map((category) => (
        <CategoryPart key={category.id} category={category} view={view} say={say} />
      ))}
    </>
  )
}

interface CategoryProps {
  category: CategoryView
  view: HoldingsView
  say: Say<'holdings'>
}

function CategoryPart({ category, view, say }: CategoryProps) {
  const held = category.fields.filter((field) => field.held !== null)
  const absent = category.fields.filter((field) => field.held === null)
  const empty = held.length === 0 && !view.filtered && !category.permissions?.on
  const shownAbsent = empty ? [] : firstOf(absent, shownRows.absent)
  const shown = view.filtered ? category.fields : [...firstOf(held, shownRows.held), ...shownAbsent]
  const others = (fields: FieldView[]) => fields.filter((field) => !shown.includes(field))
  return (
    <Part
      heading={category.title}
      note={view.filtered ? category.arrival : categoryNote(say, category)}
      id={category.id}
    >
      {empty && <Empty>{category.whenEmpty}</Empty>}
      <Rows>
        {shown.map((field) => (
          <DataField
            key={field.id}
            field={field}
            say={say}
            view={view}
            open={view.filters.field === field.id}
          />
        ))}
        <Others fields={others(held)} of={category.id} text="more.held" say={say} />
        <Others
          fields={others(absent)}
          of={category.id}
          text={empty ? 'category.could-hold' : 'more.absent'}
          say={say}
        />
      </Rows>
    </Part>
  )
}

interface OthersProps {
  fields: FieldView[]
  of: string
  /** The key of the sentence that counts and names them. */
  text: 'more.held' | 'more.absent' | 'category.could-hold'
  say: Say<'holdings'>
}

/** What of a category the page leaves out, and the way to all of it. */
function Others({ fields, of, text, say }: OthersProps) {
  if (fields.length === 0) return null
  const titles = someTitles(fields.map((field) => field.title))
  return (
    <Row>
      <PortalLink href={`/data?category=${of}`}>{say(text, { count: fields.length, titles })}</PortalLink>
    </Row>
  )
}

/** The first few; one more is never left out alone. */
const firstOf = <Item,>(items: Item[], few: number): Item[] =>
  items.length <= few + 1 ? items : items.slice(0, few)

function categoryNote(say: Say<'holdings'>, { held, arrival, permissions, fields }: CategoryView): ReactNode {
  if (permissions)
    return (
      <>
        {say('category.permissions', permissions)}{' '}
        <PortalLink href={`/consents#${fields[0]?.consent?.id}`}>{say('category.change')}</PortalLink>
      </>
    )
  return held > 0 ? say('category.count', { held, arrival }) : say('category.empty')
}
