import Link from 'next/link'
import type { ReactNode } from 'react'
import type { PolicyView } from '#domain/policies/schema.ts'
import { describePolicyClock } from '#i18n/describe/policies.ts'
import { longDate } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { Part } from '../ui/part.tsx'
import { Mark } from './mark.tsx'

/** What the policy means for its reader, in figures that lead to its parts; then which version it is. */
export async function MeaningPart({ view }: { view: PolicyView }) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies')
  const { content, number } = view
  const fields = content.categories.flatMap((category) => category.fields)
  const consents = content.consentGroups.flatMap((group) => group.consents)
  const named = content.recipientClasses.flatMap((group) => group.recipients)
  const recipients = named.filter(({ direction }) => direction !== 'in')
  const abroad = recipients.filter(({ countries }) => countries.some((country) => country.abroad))
  const answer = content.clocks.find(({ id }) => id === 'complaint-answer')
  const to = (part: string) => (words: ReactNode) => <a href={`#${part}`}>{words}</a>
  return (
    <Part id="meaning" heading={say('meaning.title')}>
      <Facts>
        <Fact term={say('meaning.data')}>
          {say.rich('meaning.data-text', { count: fields.length, link: to('data') })}
        </Fact>
        <Fact term={say('meaning.choices')}>
          {say.rich('meaning.choices-text', { count: consents.length, link: to('choices') })}
        </Fact>
        <Fact term={say('meaning.recipients')}>
          {say.rich('meaning.recipients-text', {
            count: recipients.length,
            abroad: abroad.length,
            link: to('recipients'),
          })}
        </Fact>
        {answer && (
          <Fact term={say('meaning.clocks')}>
            {say.rich('meaning.clocks-text', {
              time: describePolicyClock(locale, answer),
              link: to('clocks'),
            })}
          </Fact>
        )}
        <Fact term={say('meaning.rights')}>
          {say.rich('meaning.rights-text', { count: content.rights.length, link: to('rights') })}
        </Fact>
        <Fact term={say('head.version')}>
          {say('head.applies', { number, date: longDate(locale, view.effectiveOn, 'since') })}
          <Mark of={content.effectiveMark} />{' '}
          {view.changes && <a href="#changes">{say('head.difference', { number: number - 1 })}</a>}
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
      </Facts>
    </Part>
  )
}
