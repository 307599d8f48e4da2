import type { Route } from 'next'
import type { DisclosuresWords, DisclosureWords } from '#i18n/describe/disclosures.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { inLook, PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { AskAbout } from '../shell/request-links.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note, Urgent } from '../ui/text.tsx'
import { DisclosureFilters } from './disclosure-filters.tsx'

const everything: Route = '/recipients?period=all#disclosures'

/** The disclosures: filters, table, and links to older and newer pages. */
export async function DisclosurePart({ words }: { words: DisclosuresWords }) {
  const say = translator(await readerLocale(), 'recipients.told')
  const { filter, rows, next, continued } = words
  const narrowed = filter.period !== 'all' || filter.recipient !== null || filter.basis !== null
  const note = (
    <>
      {words.period}. {words.total}. {say('zone')}
    </>
  )
  return (
    <Part id="disclosures" heading={say('title')} note={note} wide>
      <div className="grid gap-4">
        <DisclosureFilters words={words} />
        {words.empty === null ? (
          <Rows rows={rows} />
        ) : (
          <Empty>
            {words.empty} {narrowed && <PortalLink href={everything}>{say('every')}</PortalLink>}
          </Empty>
        )}
        {(next || continued) && (
          <Pager
            link={PortalButton}
            label={say('pages')}
            status={words.total}
            back={continued ? { href: pageHref(filter, null), text: say('newest') } : undefined}
            on={next ? { href: pageHref(filter, next), text: say('older') } : undefined}
          />
        )}
      </div>
    </Part>
  )
}

/** The same part when the address is refused: it says why. */
export async function RefusedDisclosures({ sentence }: { sentence: string }) {
  const say = translator(await readerLocale(), 'recipients.told')
  return (
    <Part id="disclosures" heading={say('title')} wide>
      <Notice tone="refuse" role="alert">
        <p>{sentence}</p>
        <p>
          <PortalLink href="/recipients#disclosures">{say('newest')}</PortalLink>
        </p>
      </Notice>
    </Part>
  )
}

async function Rows({ rows }: { rows: DisclosureWords[] }) {
  const say = translator(await readerLocale(), 'recipients.told')
  const columns = [say('when'), say('to'), say('what'), say('why')].map((text) => ({ text }))
  return (
    <Table columns={columns} fold>
      {rows.map(({ id, iso, date, time, recipient, recipientId, exact, abroad, what, why, askLabel }) => (
        <tr key={id}>
          <td>
            <time dateTime={iso}>
              {date}, <br className="max-md:hidden" />
              {time}
            </time>
          </td>
          <th scope="row">
            {recipient}
            {exact && <Note>{exact}</Note>}
            {abroad && (
              <>
                {' '}
                <Urgent tone="soon">
                  <Icon name="abroad" small /> {abroad}
                </Urgent>
              </>
            )}
          </th>
          <Cell label={say('what')}>{what}</Cell>
          <Cell label={say('why')}>
            {why}
            {!inLook() && (
              <Note>
                <AskAbout recipient={recipientId} disclosure={id} label={askLabel}>
                  {say('ask')}
                </AskAbout>
              </Note>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

/** The address of the page after the cursor under the same filter; without a cursor, of the newest. */
function pageHref({ recipient, basis, period }: DisclosuresWords['filter'], cursor: string | null): Route {
  const given = Object.entries({ recipient, basis, period, cursor }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  )
  return `/recipients?${new URLSearchParams(given)}#disclosures`
}
