import Link from 'next/link'
import { Fragment } from 'react'
import type { QueueGroupWords, QueueRowWords } from '#i18n/describe/desk.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { deskHref } from '../shell/hrefs.ts'
import { Clock } from '../ui/clock.tsx'
import { Cell, Table, TableGroup } from '../ui/table.tsx'
import { Label, Urgent } from '../ui/text.tsx'

const columns = ['left', 'clock', 'subject', 'customer', 'state', 'assignee'] as const

/** The rows of the queue in groups by when they are due. */
export async function QueueTable({ groups }: { groups: QueueGroupWords<string>[] }) {
  const say = translator(await readerLocale(), 'complaints.desk')
  const named = columns.map((column) => ({ text: say(`columns.${column}`) }))
  return (
    <Table fold queue columns={named} label={say('table')}>
      {groups.map(({ id, heading, rows }) => (
        <Fragment key={id}>
          <TableGroup columns={columns.length}>{heading}</TableGroup>
          {rows.map((row) => (
            <QueueLine key={row.reference} row={row} names={named} />
          ))}
        </Fragment>
      ))}
    </Table>
  )
}

function QueueLine({ row, names }: { row: QueueRowWords; names: { text: string }[] }) {
  const { left, clock } = row
  return (
    <tr>
      <Cell>{left.tone ? <Urgent tone={left.tone}>{left.text}</Urgent> : left.text}</Cell>
      <Cell>{clock && <Clock mini {...clock} />}</Cell>
      <th scope="row">
        <Link href={deskHref(row.reference)} prefetch={false} className="wrap-anywhere">
          {row.subject}
        </Link>
        <br />
        <Label>{row.label}</Label>
        {row.objection && (
          <>
            <br />
            <Label>{row.objection}</Label>
          </>
        )}
      </th>
      <Cell label={names[3]?.text}>{row.customer}</Cell>
      <Cell label={names[4]?.text}>
        {row.state}
        {[row.share, ...(row.waits ?? [])].map(
          (words) =>
            words && (
              <Fragment key={words}>
                <br />
                <Label>{words}</Label>
              </Fragment>
            ),
        )}
      </Cell>
      <Cell label={names[5]?.text}>{row.assignee}</Cell>
    </tr>
  )
}
