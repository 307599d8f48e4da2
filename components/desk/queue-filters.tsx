import type { QueueFilter } from '#domain/desk/schema.ts'
import type { StaffMe } from '#domain/staff/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { languageNames } from '../shell/language-switch.tsx'
import { Input, Select } from '../ui/field.tsx'
import { Filters } from '../ui/form.tsx'

const caseTypes = ['complaint', 'request'] as const
const states = ['open', 'waiting-customer', 'negotiation', 'court', 'answered', 'closed', 'all'] as const

/** The filters of the queue: number, type, state, assignee, language. The form loads the page again and needs no script. */
export async function QueueFilters({ filter, me }: { filter: QueueFilter; me: StaffMe }) {
  const say = translator(await readerLocale(), 'complaints.desk.filters')
  return (
    <Filters
      key={JSON.stringify(filter)}
      action="/staff/cases"
      more={say('more')}
      apply={say('apply')}
      open={[filter.type, filter.assignee, filter.locale].some(Boolean) || filter.state !== 'open'}
      first={
        <Input
          id="queue-number"
          name="number"
          type="search"
          label={say('number')}
          defaultValue={filter.number}
          maxLength={40}
          autoComplete="off"
        />
      }
    >
      <Select id="queue-type" name="type" label={say('type')} defaultValue={filter.type ?? ''}>
        <option value="">{say('all')}</option>
        {caseTypes.map((type) => (
          <option key={type} value={type}>
            {say(`types.${type}`)}
          </option>
        ))}
      </Select>
      <Select id="queue-state" name="state" label={say('state')} defaultValue={filter.state}>
        {states.map((state) => (
          <option key={state} value={state}>
            {say(`states.${state}`)}
          </option>
        ))}
      </Select>
      <Select
        id="queue-assignee"
        name="assignee"
        label={say('assignee')}
        defaultValue={filter.assignee ?? ''}
      >
        <option value="">{say('all')}</option>
        <option value="mine">{say('mine', { staffId: me.staffId })}</option>
        <option value="nobody">{say('nobody')}</option>
      </Select>
      <Select id="queue-language" name="locale" label={say('language')} defaultValue={filter.locale ?? ''}>
        <option value="">{say('all')}</option>
        {languageNames.map(({ locale, full }) => (
          <option key={locale} value={locale} lang={locale}>
            {full}
          </option>
        ))}
      </Select>
    </Filters>
  )
}
