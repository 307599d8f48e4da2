import { getTranslations } from '#i18n/translations.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'

interface Props {
  /** What each set of terms stands for; those without any are left out. */
  of: { id: string; title: string; terms: string[] }[]
}

/** The W3C Data Privacy Vocabulary terms of something, for programs and for who compares policies. */
export async function Terms({ of }: Props) {
  const say = await getTranslations('policy')
  return (
    <Disclosure summary={say('terms')}>
      <Facts>
        {of
          .filter(({ terms }) => terms.length > 0)
          .map(({ id, title, terms }) => (
            <Fact key={id} term={title}>
              {terms.join(', ')}
            </Fact>
          ))}
      </Facts>
    </Disclosure>
  )
}
