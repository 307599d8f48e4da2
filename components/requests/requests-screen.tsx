import type { Route } from 'next'
import type { RequestRowWords, RequestsWords, RightWords } from '#i18n/describe/requests.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { newRequestPath } from '../shell/hrefs.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { Clock } from '../ui/clock.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Part, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { Term, Wish } from '../ui/wish.tsx'

interface Props {
  words: RequestsWords
  /** Whether the reader may ask for anything; in a look nobody does. */
  live: boolean
}

/** What the customer can ask for, each wish with what happens, its right and its clock; below, what they asked for. */
export async function RequestsScreen({ words, live }: Props) {
  const say = translator(await readerLocale(), 'requests')
  const way = (chunks: React.ReactNode) => <PortalLink href="/complaints">{chunks}</PortalLink>
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <LookNote />
        <Note>
          <a href="#mine">{say('mine')}</a>: {words.count}
        </Note>
        <Note>{say.rich('complaints', { way })}</Note>
      </PageHead>
      {words.groups.map(({ id, title, rights }) => (
        <Part key={id} heading={title}>
          <Rows>
            {rights.map((right) => (
              <RightRow key={right.kind} right={right} live={live} />
            ))}
          </Rows>
        </Part>
      ))}
      <Part id="mine" heading={say('mine')} note={words.count}>
        {words.rows.length === 0 ? (
          <Empty>{say('empty')}</Empty>
        ) : (
          <Rows>
            {words.rows.map((row) => (
              <RequestRow key={row.id} row={row} />
            ))}
          </Rows>
        )}
      </Part>
    </>
  )
}

/** Where a right is asked for. A copy is made on a page of its own, and a program's decision objected to where it stands. */
function pageOf(kind: RightWords['kind']): Route {
  if (kind === 'copy') return '/copies'
  if (kind === 'automated-objection') return '/automated-decisions'
  return newRequestPath(kind)
}

function RightRow({ right, live }: { right: RightWords; live: boolean }) {
  const { kind, wish, happens, title, basis, term } = right
  return (
    <Wish title={live ? <PortalLink href={pageOf(kind)}>{wish}</PortalLink> : wish}>
      <p>{happens}</p>
      <Note>
        <b>{title}.</b> {basis}
      </Note>
      <Term {...term} />
    </Wish>
  )
}

function RequestRow({ row: { id, title, sentence, state, term, late, clock } }: { row: RequestRowWords }) {
  return (
    <Wish title={<PortalLink href={`/requests/${id}`}>{title}</PortalLink>}>
      <Note>{sentence}</Note>
      <p>
        <StateLabel is={state.is}>{state.text}</StateLabel>
      </p>
      {clock && <Clock mini {...clock} />}
      {term && <Term {...term} late={late} />}
    </Wish>
  )
}
