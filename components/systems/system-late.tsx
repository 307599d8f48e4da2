import type { SystemView } from '#domain/systems/schema.ts'
import type { LateWords } from '#i18n/describe/systems.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Pager } from '../ui/pager.tsx'
import { Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Hash, Urgent } from '../ui/text.tsx'

interface Props {
  view: SystemView
  rows: LateWords[]
  continued: boolean
}

/** The deliveries that the system has not confirmed in time, by the id that it knows. No customer is named. */
export async function SystemLate({ view, rows, continued }: Props) {
  const say = translator(await readerLocale(), 'systems.late')
  const columns = (['consent', 'decided', 'due', 'sent', 'id'] as const).map((column) => ({
    text: say(column),
  }))
  return (
    <Part heading={say('title')} note={say('note')} wide>
      <div>
        <Table fold columns={columns} label={say('table')}>
          {rows.map((cells) => (
            <tr key={cells.id}>
              <th scope="row">{cells.consent}</th>
              <Cell label={columns[1]?.text}>{cells.decided}</Cell>
              <Cell label={columns[2]?.text}>
                <Urgent tone="late">{cells.due}</Urgent>
              </Cell>
              <Cell label={columns[3]?.text}>{cells.sent}</Cell>
              <Cell label={columns[4]?.text}>
                <Hash>{cells.id}</Hash>
              </Cell>
            </tr>
          ))}
        </Table>
        {(continued || view.nextLate) && (
          <Pager
            label={say('pager')}
            status={say('status', { shown: rows.length, count: view.late })}
            back={continued ? { href: '?', text: say('first') } : undefined}
            on={view.nextLate ? { href: `?late=${view.nextLate}`, text: say('next') } : undefined}
          />
        )}
      </div>
    </Part>
  )
}
