import type { CertificateWords } from '#i18n/describe/deletions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalLink } from '../shell/portal-link.tsx'
import { Weft } from '../ui/brand.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Fate, Fates } from '../ui/fate.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { Label, Lede, Note } from '../ui/text.tsx'

/** The certificate of a deletion, made to be printed. */
export async function CertificateScreen({ id, words }: { id: string; words: CertificateWords }) {
  const say = translator(await readerLocale(), 'deletions.certificate')
  const above = (
    <>
      <Label className="acts">
        <PortalLink href={`/requests/${id}`}>{words.back}</PortalLink>
      </Label>
      <Weft />
    </>
  )
  return (
    <>
      <PageHead title={say('title')} above={above}>
        <p>{words.number}</p>
        {words.nothing.length > 0 && <Lede>{words.nothing.join(' ')}</Lede>}
        <LookNote />
        <Note className="acts">{say('print')}</Note>
      </PageHead>
      <div className="receipt">
        <Part heading={say('who')}>
          <Facts>
            {words.facts.map(({ term, text }) => (
              <Fact key={term} term={term}>
                {text}
              </Fact>
            ))}
          </Facts>
        </Part>
        {words.lists.map(({ heading, mark, fates }) => (
          <Part key={heading} heading={heading}>
            <Fates mark={mark}>
              {fates.map(({ field, title, count, until, why }) => (
                <Fate key={field} title={title} count={count} until={until} notes={why} />
              ))}
            </Fates>
          </Part>
        ))}
        <Part heading={say('else')}>
          <Facts>
            {words.rest.map(({ term, texts }) => (
              <Fact key={term} term={term}>
                {texts.map((text) => (
                  <p key={text} className="mt-2 first:mt-0">
                    {text}
                  </p>
                ))}
              </Fact>
            ))}
          </Facts>
        </Part>
      </div>
    </>
  )
}
