import Link from 'next/link'
import type { PolicyView } from '#domain/policies/schema.ts'
import { groupHash } from '#i18n/describe/policies.ts'
import { longDate } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { Part } from '../ui/part.tsx'
import { Hash, Note } from '../ui/text.tsx'
import { Mark } from './mark.tsx'

interface Props {
  heading: string
  view: PolicyView
  /** The portal's address, which paper has to name. */
  portal: string
}

/** Of the version: when it was published and by whom, the other ones, its checksum and where programs read it. */
export async function VersionPart({ heading, view, portal }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies.head')
  const { content, number } = view
  const others = view.versions.filter((version) => version.number !== number)
  const json = `/policy/${number}/policy.json`
  return (
    <Part id="version" heading={heading}>
      <Facts>
        <Fact term={say('published')}>{longDate(locale, view.publishedAt)}</Fact>
        {others.length > 0 && (
          <Fact term={say('others')}>
            <ul className="plain">
              {others.map((version) => (
                <li key={version.number}>
                  <Link href={`/policy/${version.number}`} prefetch={false}>
                    {say('other', {
                      number: version.number,
                      date: longDate(locale, version.effectiveOn),
                    })}
                  </Link>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact term={say('operator')}>
          {say('operator-value', { name: content.operator.name, bin: content.operator.bin })}
          <Mark of={content.operator.binMark} />
        </Fact>
        <Fact term={say('hash')}>
          <Hash>{groupHash(view.hash)}</Hash>
          <Note>
            {say.rich('hash-note', {
              link: (words) => (
                <a href={json} type="application/json" data-address={portal + json}>
                  {words}
                </a>
              ),
            })}
          </Note>
        </Fact>
      </Facts>
    </Part>
  )
}
