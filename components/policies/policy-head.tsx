import Link from 'next/link'
import type { PolicyView } from '#domain/policies/schema.ts'
import { longDate } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Weft } from '../ui/brand.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Lede } from '../ui/text.tsx'

/** The head of a policy version: what it is about, and whether another has replaced it. */
export async function PolicyHead({ view }: { view: PolicyView }) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies')
  const { content, replacedBy } = view
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
    </PageHead>
  )
}
