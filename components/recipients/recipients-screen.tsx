import type { ReactNode } from 'react'
import type { DisclosuresWords } from '#i18n/describe/disclosures.ts'
import type { FlowWords } from '#i18n/describe/flow.ts'
import type { FormerWords, RecipientWords } from '#i18n/describe/recipients.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Part, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { DisclosurePart, RefusedDisclosures } from './disclosure-part.tsx'
import type { FlowLinks } from './flow-links.ts'
import { FlowPart } from './flow-part.tsx'
import { FormerRow } from './former-row.tsx'
import { RecipientRow } from './recipient-row.tsx'

interface Props {
  recipients: RecipientWords[]
  /** Those that got data and are not in the policy any more. */
  former: FormerWords[]
  flow: { words: FlowWords; links: FlowLinks; hot: string | null }
  /** The restricted data, as they stand in a sentence. */
  restricted: string[]
  /** The disclosures, or the sentence that says why the address is refused. */
  told: DisclosuresWords | { refused: string }
  /** This year's disclosures of all recipients together. */
  thisYear: { year: string; count: number }
}

/** The recipients page: who receives, the picture of the flow, and the disclosures. */
export async function RecipientsScreen({ recipients, former, flow, restricted, told, thisYear }: Props) {
  const say = translator(await readerLocale(), 'recipients')
  const receiving = recipients.filter((one) => one.receives)
  const others = recipients.filter((one) => !one.receives)
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <Counts receiving={receiving} thisYear={thisYear} />
        <LookNote />
      </PageHead>
      {restricted.length > 0 && (
        <Notice tone="tell" title={say('restricted.title')}>
          <p>{say('restricted.text', { fields: restricted.join(', ') })}</p>
          <p>
            <PortalLink href="/data">{say('restricted.link')}</PortalLink>
          </p>
        </Notice>
      )}
      <Part id="who" heading={say('who.title')} note={say('who.note', { count: receiving.length })}>
        {receiving.length === 0 ? <Empty>{say('who.empty')}</Empty> : <List recipients={receiving} />}
      </Part>
      {others.length > 0 && (
        <Part heading={say('who.off-title')} note={say('who.off-note')}>
          <List recipients={others} />
        </Part>
      )}
      {former.length > 0 && (
        <Part heading={say('who.former-title')} note={say('who.former-note')}>
          <Rows>
            {former.map((words) => (
              <FormerRow key={words.id} words={words} />
            ))}
          </Rows>
        </Part>
      )}
      <FlowPart {...flow} />
      {'refused' in told ? <RefusedDisclosures sentence={told.refused} /> : <DisclosurePart words={told} />}
    </>
  )
}

async function List({ recipients }: { recipients: RecipientWords[] }) {
  const say = translator(await readerLocale(), 'recipients.row')
  return (
    <Rows>
      {recipients.map((words) => (
        <RecipientRow key={words.id} words={words} say={say} />
      ))}
    </Rows>
  )
}

async function Counts({ receiving, thisYear }: { receiving: RecipientWords[]; thisYear: Props['thisYear'] }) {
  const say = translator(await readerLocale(), 'recipients.counts')
  const abroad = receiving.filter((one) => one.abroad).length
  const to = (href: string) => (words: ReactNode) => <a href={href}>{words}</a>
  return (
    <Note>
      {receiving.length === 0
        ? say('none')
        : say.rich('receiving', { count: receiving.length, link: to('#who') })}{' '}
      {abroad > 0 && say('abroad', { count: abroad })}{' '}
      {thisYear.count > 0 && say.rich('told', { ...thisYear, link: to('#disclosures') })}
    </Note>
  )
}
