import { reveal } from '#domain/holdings/reveal.ts'
import { describeValue } from '#i18n/describe/holdings.ts'
import { expose } from './procedure.ts'

export const holdings = {
  reveal: expose(reveal, ({ value, rule, hideAfterSeconds }, { locale }) => ({
    value: describeValue(locale, rule, value),
    hideAfterSeconds,
  })),
}
