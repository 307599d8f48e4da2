import type { FormerWords } from '#i18n/describe/recipients.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Actions, Line, Row } from '../ui/part.tsx'

/** A row about a recipient that is not in the policy any more: how often it got data, and the way to when. */
export async function FormerRow({ words: { id, name, told, toldLabel } }: { words: FormerWords }) {
  const say = translator(await readerLocale(), 'recipients.row')
  return (
    <Row id={id}>
      <Line title={name} />
      <Disclosure fold summary={told}>
        <Actions>
          <PortalLink
            href={`/recipients?recipient=${encodeURIComponent(id)}&period=all#disclosures`}
            aria-label={toldLabel}
          >
            {say('show-told')}
          </PortalLink>
        </Actions>
      </Disclosure>
    </Row>
  )
}
