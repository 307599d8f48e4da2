import Link from 'next/link'
import type { AssumptionView } from '#domain/policies/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { pageHref } from '../shell/nav.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Part } from '../ui/part.tsx'
import { Lede, Prose } from '../ui/text.tsx'
import { Assumptions } from './assumptions.tsx'
import { Blocks } from './blocks.tsx'

/** The page about the portal and what the marks of the policy mean; with the list of all that have one, if it is given. */
export async function AboutScreen({ assumptions }: { assumptions?: AssumptionView[] }) {
  const say = translator(await readerLocale(), 'policies.about')
  return (
    <>
      <PageHead title={say('title')}>
        <Lede>{say('lede')}</Lede>
      </PageHead>
      <Part heading={say('what')}>
        <Prose>
          <ul>
            {(['data', 'consents', 'recipients', 'complaints', 'activity'] as const).map((page) => (
              <li key={page}>
                {say.rich(`what-${page}`, {
                  link: (words) => (
                    <Link href={pageHref(page)} prefetch={false}>
                      {words}
                    </Link>
                  ),
                })}
              </li>
            ))}
          </ul>
        </Prose>
      </Part>
      <Part heading={say('how')}>
        <Prose>
          <p>{say('how-secret')}</p>
          <p>{say('how-decision')}</p>
          <p>
            {say.rich('how-policy', {
              link: (words) => (
                <Link href="/policy" prefetch={false}>
                  {words}
                </Link>
              ),
            })}
          </p>
        </Prose>
      </Part>
      <Part
        id="assumptions"
        heading={say('assumptions')}
        note={assumptions && say('assumptions-note', { count: assumptions.length })}
      >
        <Blocks>
          <Prose>
            <p>{say('assumptions-intro')}</p>
            {!assumptions && <p>{say('assumptions-staff')}</p>}
          </Prose>
          {assumptions && <Assumptions list={assumptions} />}
        </Blocks>
      </Part>
    </>
  )
}
