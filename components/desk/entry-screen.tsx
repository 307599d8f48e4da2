import type { CaseType } from '#domain/cases/schema.ts'
import type { EntryFormView } from '#domain/desk/schema.ts'
import { describeChoices } from '#i18n/describe/complaints.ts'
import { longDate, number, upperFirst } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { languageNames } from '../shell/language-switch.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { PageHead } from '../ui/page-head.tsx'
import { EntryForm, type EntryOption } from './entry-form.tsx'

interface Props {
  /** The customer as they were found: the search, the masked name, the language. */
  found: { searchId: string; customer: string | null; locale: string }
  form: EntryFormView
  type: CaseType
  kinds: EntryOption[]
  /** The entry's own id, by which it is registered once. */
  id: string
  enter: FormAction
}

/** The page on which staff enter a complaint or a request of a customer they have found. */
export async function EntryScreen({ found, form, type, kinds, id, enter }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'complaints')
  const own = translator(locale, type === 'complaint' ? 'complaints.entry' : 'requests.entry')
  const request = type === 'request' ? translator(locale, 'requests.entry') : null
  const customer = found.customer ?? translator(locale, 'looks')('search.nameless')
  return (
    <>
      <PageHead title={own('title')}>
        <p>{own('intro', { customer })}</p>
      </PageHead>
      <EntryForm
        enter={enter}
        search={found.searchId}
        id={id}
        channels={form.channels.map((value) => ({ value, text: upperFirst(say(`channel.${value}`)) }))}
        kinds={kinds}
        languages={languageNames.map((one) => ({ value: one.locale, text: one.full }))}
        language={found.locale}
        choices={describeChoices(locale, form.choices)}
        today={form.today}
        words={{
          channel: say('entry.channel'),
          received: say('entry.received'),
          receivedHint: say('entry.received-hint', { first: longDate(locale, form.first, 'since') }),
          kind: own('kind'),
          about: say('new.about'),
          aboutNone: say('new.about-none'),
          language: say('entry.language'),
          text: say('entry.text'),
          textHint: say('entry.text-hint', { max: number(locale, form.limits.characters) }),
          send: own('send'),
          ...(request && { identity: request('identity'), identityHint: request('identity-hint') }),
        }}
      />
    </>
  )
}
