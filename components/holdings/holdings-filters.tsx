import type { ChoiceName, HoldingsView } from '#domain/holdings/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { hrefTo } from '../shell/portal-link.tsx'
import { Input, Select } from '../ui/field.tsx'
import { Filters } from '../ui/form.tsx'

const names: ChoiceName[] = ['source', 'purpose', 'recipient']

/** The filters over "My data". The form loads the page again and needs no script. */
export async function HoldingsFilters({ view }: { view: HoldingsView }) {
  const say = translator(await readerLocale(), 'holdings')
  const { filters, options, ignored } = view
  const inUse = names.some((name) => filters[name] !== '')
  return (
    <Filters
      action={hrefTo('/data') ?? undefined}
      open={inUse}
      more={say('filters.more')}
      apply={say('filters.apply')}
      first={
        <Input
          id="q"
          name="q"
          type="search"
          label={say('filters.query')}
          defaultValue={filters.q}
          maxLength={100}
        />
      }
    >
      {names.map((name) => (
        <Select
          key={name}
          id={`filter-${name}`}
          name={name}
          label={say(`filters.${name}`)}
          defaultValue={ignored.includes(name) ? '' : filters[name]}
        >
          <option value="">{say('filters.all')}</option>
          {options[name].map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      ))}
    </Filters>
  )
}
