import Link from 'next/link'
import type { PolicyView } from '#domain/policies/schema.ts'
import { groupHash } from '#i18n/describe/policies.ts'
import { longDate } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Weft } from '../ui/brand.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Hash, Lede, Note } from '../ui/text.tsx'
import { Mark } from './mark.tsx'

/** The head of a policy version: its number, the bank, the day it took effect, and its checksum. */
export async function PolicyHead({ view }: { view: PolicyView }) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies')
  const { content, number, replacedBy } = view
  const others = view.versions.filter((version) => version.number !== number)
  return (
    <PageHead title={content.title} above={<Weft />}>
      <Lede>{content.lede}</Lede>
      {replacedBy && (
        <Notice tone="warn" title={say('past.title')}>
          <p>
            {say.rich('past.text', {
              date: longDate(locale, replacedBy.effectiveOn, 'since'),
              number: replacedBy.number,
              link: (words) => (
                <Link href={`/policy/${replacedBy.number}`} prefetch={false}>
                  {words}
                </Link>
              ),
            })}
          </p>
        </Notice>
      )}
      <Facts>
        <Fact term={say('head.version')}>
          {say('head.applies', { number, date: longDate(locale, view.effectiveOn, 'since') })}
          <Mark of={content.effectiveMark} />{' '}
          {view.changes && <a href="#changes">{say('head.difference', { number: number - 1 })}</a>}
        </Fact>
        <Fact term={say('head.published')}>{longDate(locale, view.publishedAt)}</Fact>
        {others.length > 0 && (
          <Fact term={say('head.others')}>
            <ul className="plain">
              {others.map((version) => (
                <li key={version.number}>
                  <Link href={`/policy/${version.number}`} prefetch={false}>
                    {say('head.other', {
                      number: version.number,
                      date: longDate(locale, version.effectiveOn),
                    })}
                  </Link>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact term={say('head.operator')}>
          {say('head.operator-value', { name: content.operator.name, bin: content.operator.bin })}
          <Mark of={content.operator.binMark} />
        </Fact>
        <Fact term={say('head.invented')}>
          {say.rich('head.invented-value', {
            ...content.invented,
            link: (words) => (
              <Link href="/about#assumptions" prefetch={false}>
                {words}
              </Link>
            ),
          })}
        </Fact>
        <Fact term={say('head.hash')}>
          <Hash>{groupHash(view.hash)}</Hash>
          <Note>
            {say.rich('head.hash-note', {
              link: (words) => (
                <a href={`/policy/${number}/policy.json`} type="application/json">
                  {words}
                </a>
              ),
            })}
          </Note>
        </Fact>
      </Facts>
    </PageHead>
  )
}
