import type { DisclosuresWords } from '#i18n/describe/disclosures.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { hrefTo } from '../shell/portal-link.tsx'
import { Select } from '../ui/field.tsx'
import { Filters } from '../ui/form.tsx'

/** The filters of disclosures: recipient, ground and period. */
export async function DisclosureFilters({ words: { filter, options } }: { words: DisclosuresWords }) {
  const say = translator(await readerLocale(), 'recipients.told')
  const recipient = (
    <Select id="by-recipient" name="recipient" label={say('recipient')} defaultValue={filter.recipient ?? ''}>
      <option value="">{say('any-recipient')}</option>
      <Options options={options.recipients} />
    </Select>
  )
  return (
    <Filters
      key={JSON.stringify(filter)}
      action={hrefTo('/recipients#disclosures') ?? undefined}
      first={recipient}
      more={say('filters')}
      apply={say('show')}
      open
    >
      <Select id="by-basis" name="basis" label={say('basis')} defaultValue={filter.basis ?? ''}>
        <option value="">{say('any-basis')}</option>
        <Options options={options.bases} />
      </Select>
      <Select id="by-period" name="period" label={say('period')} defaultValue={filter.period}>
        <Options options={options.periods} />
      </Select>
    </Filters>
  )
}

function Options({ options }: { options: { id: string; title: string }[] }) {
  return options.map(({ id, title }) => (
    <option key={id} value={id}>
      {title}
    </option>
  ))
}
