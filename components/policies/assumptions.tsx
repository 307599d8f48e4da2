import type { AssumptionView } from '#domain/policies/schema.ts'
import { longDate } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Blocks } from './blocks.tsx'
import { Mark } from './mark.tsx'

const isoDay = /^\d{4}-\d\d-\d\d$/

/** A table for each part of the policy, of what is ours in it. */
export async function Assumptions({ list }: { list: AssumptionView[] }) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies.about')
  return [...Map.groupBy(list, (one) => one.where)].map(([where, items]) => (
    <Table
      key={where}
      fold
      caption={say(`where.${where}`)}
      columns={[{ text: say('item') }, { text: say('value') }]}
    >
      {items.map(({ title, value, kind }) => (
        <tr key={title + value}>
          <th scope="row">{title}</th>
          <Cell label={say('value')}>
            {isoDay.test(value) ? longDate(locale, value) : value}
            <Mark of={kind} />
          </Cell>
        </tr>
      ))}
    </Table>
  ))
}

/** The staff's page of what is ours in the policy: the bank's worklist. */
export async function AssumptionsScreen({
  assumptions,
  calendarEnd,
}: {
  assumptions: AssumptionView[]
  /** The last day of the calendar of working days as ISO date, once it must be continued. */
  calendarEnd: string | null
}) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies.about')
  return (
    <>
      <PageHead title={say('assumptions')}>
        <p>{say('assumptions-intro')}</p>
        <p>{say('assumptions-note', { count: assumptions.length })}</p>
      </PageHead>
      {calendarEnd && (
        <Notice tone="warn">
          <p>{say('calendar-ends', { date: longDate(locale, calendarEnd, 'on') })}</p>
        </Notice>
      )}
      <Blocks>
        <Assumptions list={assumptions} />
      </Blocks>
    </>
  )
}
