import Link from 'next/link'
import type { LookRowWords } from '#i18n/describe/looks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Empty, Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'

/** The looks that a member of staff has asked for: the open ones first. */
export async function DeskLooksScreen({ open, over }: Record<'open' | 'over', LookRowWords[]>) {
  const say = translator(await readerLocale(), 'looks')
  return (
    <>
      <PageHead title={say('list')}>
        <p>{say('mine.intro')}</p>
        <Actions>
          <ButtonLink href="/staff/customers">{say('search.title')}</ButtonLink>
        </Actions>
      </PageHead>
      <Part heading={say('mine.open')} wide>
        {open.length === 0 ? <Empty>{say('mine.none-open')}</Empty> : <LookTable looks={open} />}
      </Part>
      {over.length > 0 && (
        <Part heading={say('mine.over')} wide>
          <LookTable looks={over} />
        </Part>
      )}
    </>
  )
}

/** A table of looks: the customer, the complaint or reason, the state. */
export async function LookTable({ looks }: { looks: LookRowWords[] }) {
  const say = translator(await readerLocale(), 'looks')
  const columns = [
    say('fact.customer'),
    say('fact.who'),
    say('fact.why'),
    say('mine.state'),
    say('mine.asked'),
  ]
  return (
    <Table columns={columns.map((text) => ({ text }))} fold>
      {looks.map(({ id, customer, who, why, state, asked }) => (
        <tr key={id}>
          <th scope="row">
            <Link href={`/staff/looks/${id}`} prefetch={false} className="inline-block">
              {customer}
            </Link>
          </th>
          <Cell label={columns[1]}>{who}</Cell>
          <Cell label={columns[2]}>{why}</Cell>
          <Cell label={columns[3]}>{state}</Cell>
          <Cell label={columns[4]}>{asked}</Cell>
        </tr>
      ))}
    </Table>
  )
}
