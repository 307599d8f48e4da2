import type { CopiesWords } from '#i18n/describe/copies.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StepUpProvider, type StepUpWords } from '../account/step-up.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { QueryProvider } from '../shell/query-provider.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { CopyAsk } from './copy-ask.tsx'
import { CopyContents } from './copy-contents.tsx'

/** The page on which a customer asks for a copy of their data, and finds those they asked for. */
export async function CopiesScreen({ words, stepUp }: { words: CopiesWords; stepUp: StepUpWords }) {
  const locale = await readerLocale()
  const say = translator(locale, 'copies')
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
      </PageHead>
      <Part heading={say('ask.title')}>
        <div>
          <Note className="mb-4">{words.terms}</Note>
          {words.making && (
            <p>
              {say('ask.making')} <PortalLink href={`/copies/${words.making}`}>{say('ask.see')}</PortalLink>
            </p>
          )}
          {!words.making && words.wait && <p>{words.wait}</p>}
          {!words.making && !words.wait && (
            <QueryProvider>
              <StepUpProvider words={stepUp}>
                <CopyAsk
                  parts={words.parts}
                  words={{
                    whole: say('ask.whole'),
                    some: say('ask.some'),
                    parts: say('ask.parts'),
                    chosen: say('ask.chosen'),
                    asking: say('ask.asking'),
                    offline: translator(locale, 'common')('offline'),
                  }}
                />
              </StepUpProvider>
            </QueryProvider>
          )}
        </div>
      </Part>
      <Part heading={say('earlier.title')}>
        {words.copies.length === 0 ? (
          <Empty>{say('earlier.none')}</Empty>
        ) : (
          <Rows>
            {words.copies.map((copy) => (
              <Row key={copy.id}>
                <Line title={<PortalLink href={`/copies/${copy.id}`}>{copy.title}</PortalLink>}>
                  <StateLabel is={copy.state.is}>{copy.state.text}</StateLabel>
                </Line>
                <Note>{copy.parts}</Note>
              </Row>
            ))}
          </Rows>
        )}
      </Part>
      <CopyContents parts={words.parts} />
    </>
  )
}
