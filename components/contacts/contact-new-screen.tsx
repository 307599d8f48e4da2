import type { ContactView } from '#domain/contacts/schema.ts'
import type { SearchedView } from '#domain/looks/schema.ts'
import { upperFirst } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import type { FormAction } from '../ui/form-state.ts'
import { PageHead } from '../ui/page-head.tsx'
import { ContactForm } from './contact-form.tsx'

interface Props {
  found: SearchedView
  kinds: readonly ContactView['kind'][]
  take: FormAction
}

/** The page on which staff write down a contact of a customer they have found. */
export async function ContactNewScreen({ found: { searchId, customer }, kinds, take }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'contacts')
  const name = customer ?? translator(locale, 'looks')('search.nameless')
  return (
    <>
      <PageHead title={say('take')}>
        <p>{say('new.intro', { customer: name })}</p>
      </PageHead>
      <ContactForm
        take={take}
        search={searchId}
        kinds={kinds.map((value) => ({ value, text: upperFirst(say(`kind.${value}`)) }))}
        words={{
          kind: say('new.kind'),
          kindHint: say('new.kind-hint'),
          note: say('new.note'),
          noteHint: say('new.note-hint'),
          send: say('new.send'),
        }}
      />
    </>
  )
}
