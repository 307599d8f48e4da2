import type { Route } from 'next'
import Link from 'next/link'
import type { DeadlinesView } from '#domain/desk/oversight-schema.ts'
import type { DeadlinesWords } from '#i18n/describe/deadlines.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Urgent } from '../ui/text.tsx'
import { QueueTable } from './queue-table.tsx'

interface Props {
  /** What is open, in words too, or why it can't be shown as asked. */
  deadlines: { view: DeadlinesView; words: DeadlinesWords } | { refused: string }
}

/** Everything that is open by its clock, with what it waits for, by kind and by system. */
export async function DeadlinesScreen({ deadlines }: Props) {
  const say = translator(await readerLocale(), 'complaints.desk')
  const all = (
    <Link href="/staff/deadlines" prefetch={false}>
      {say('deadlines.show-all')}
    </Link>
  )
  if ('refused' in deadlines)
    return (
      <>
        <PageHead title={say('deadlines.title')} />
        <Notice tone="refuse" role="alert">
          <p>{deadlines.refused}</p>
          <p>{all}</p>
        </Notice>
      </>
    )
  const { view, words } = deadlines
  const { kind, rows, continued, next } = view
  return (
    <>
      <PageHead title={say('deadlines.title')}>
        <p>{words.lede}</p>
        <p className="note">{say('deadlines.intro')}</p>
      </PageHead>
      {words.only && (
        <p className="note mb-6">
          {words.only} {all}
        </p>
      )}
      {rows.length === 0 ? (
        <Empty>{say(kind ? 'deadlines.empty' : 'empty-open')}</Empty>
      ) : (
        <QueueTable groups={words.groups} />
      )}
      {(next || continued) && (
        <Pager
          label={say('pager.label')}
          status={say('pager.status', { count: rows.length })}
          back={continued ? { href: deadlinesHref(kind, null), text: say('pager.first') } : undefined}
          on={next ? { href: deadlinesHref(kind, next), text: say('pager.next') } : undefined}
        />
      )}
      <Counts of="kinds" lines={words.kinds} />
      <Counts of="systems" lines={words.systems} />
    </>
  )
}

/** How many are open and late, by kind, each leading to its own, or by system. */
async function Counts({ of, lines }: { of: 'kinds' | 'systems'; lines: DeadlinesWords['kinds'] }) {
  const say = translator(await readerLocale(), 'complaints.desk.deadlines')
  if (lines.length === 0)
    return of === 'kinds' ? null : (
      <Part heading={say('systems.title')}>
        <Empty>{say('systems.none')}</Empty>
      </Part>
    )
  const columns = [say(`${of}.open`), say(`${of}.late`)]
  const first = say(of === 'kinds' ? 'kinds.kind' : 'systems.system')
  return (
    <Part heading={say(`${of}.title`)} wide>
      <Table columns={[{ text: first }, ...columns.map((text) => ({ text, num: true }))]} fold>
        {lines.map(({ id, title, open, late, isLate }) => (
          <tr key={id}>
            <th scope="row">
              {of === 'kinds' ? (
                <Link href={`/staff/deadlines?kind=${id}`} prefetch={false}>
                  {title}
                </Link>
              ) : (
                title
              )}
            </th>
            <Cell label={columns[0]} num>
              {open}
            </Cell>
            <Cell label={columns[1]} num>
              {isLate ? <Urgent tone="late">{late}</Urgent> : late}
            </Cell>
          </tr>
        ))}
      </Table>
    </Part>
  )
}

/** The address of what is open of a kind, from the cursor on or from its start. */
function deadlinesHref(kind: string | null, cursor: string | null): Route {
  const given = Object.entries({ kind, cursor }).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return given.length === 0 ? '/staff/deadlines' : `/staff/deadlines?${new URLSearchParams(given)}`
}
