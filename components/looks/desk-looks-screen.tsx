import Link from 'next/link'
import type { DeskLookView } from '#domain/looks/schema.ts'
import { describeFacts } from '#i18n/describe/looks.ts'
import { moment } from '#i18n/format.ts'
import { type Say, translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Empty, Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'

interface Props {
  looks: DeskLookView[]
  locale: Locale
  now: Date
}

/** The looks one has asked for: what is open first, then what is over. */
export function DeskLooksScreen({ looks, locale, now }: Props) {
  const say = translator(locale, 'looks')
  const open = looks.filter(({ until }) => until !== null)
  const over = looks.filter(({ until }) => until === null)
  return (
    <>
      <PageHead title={say('list')}>
        <p>{say('mine.intro')}</p>
        <Actions>
          <ButtonLink href="/staff/customers">{say('search.title')}</ButtonLink>
        </Actions>
      </PageHead>
      <Part heading={say('mine.open')} wide>
        {open.length === 0 ? (
          <Empty>{say('mine.none-open')}</Empty>
        ) : (
          <LookTable looks={open} locale={locale} now={now} say={say} />
        )}
      </Part>
      {over.length > 0 && (
        <Part heading={say('mine.over')} wide>
          <LookTable looks={over} locale={locale} now={now} say={say} />
        </Part>
      )}
    </>
  )
}

/** Looks in rows: whose view, about which complaint, why, where it stands. */
export function LookTable({ looks, locale, now, say }: Props & { say: Say<'looks'> }) {
  const columns = [
    say('fact.customer'),
    say('fact.who'),
    say('fact.why'),
    say('mine.state'),
    say('mine.asked'),
  ]
  return (
    <Table columns={columns.map((text) => ({ text }))} fold>
      {looks.map((look) => {
        const facts = describeFacts(locale, look)
        return (
          <tr key={look.id}>
            <th scope="row">
              <Link href={`/staff/looks/${look.id}`} prefetch={false} className="whitespace-nowrap">
                {look.customer || say('search.nameless')}
              </Link>
            </th>
            <Cell label={columns[1]}>{facts.who}</Cell>
            <Cell label={columns[2]}>
              {say('reference', { reference: facts.reference })}: {facts.text}
            </Cell>
            <Cell label={columns[3]}>{say(`mine.states.${look.state}`)}</Cell>
            <Cell label={columns[4]}>{moment(locale, look.askedAt, now)}</Cell>
          </tr>
        )
      })}
    </Table>
  )
}
