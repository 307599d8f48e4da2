import type { ExtentView, WidenedView } from '#domain/consents/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, lowerFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** What the customer agreed to next to what the policy has added, in words. */
export interface WidenedWords {
  title: string
  text: string
  /** Both extents, each with a line for data, purpose and recipients. */
  extents: { heading: string; lines: string[] }[]
  yes: string
  no: string
}

export function describeWidened(locale: Locale, { agreedAt, agreed, added }: WidenedView): WidenedWords {
  const say = translator(locale, 'consents')
  return {
    title: say('widened.title'),
    text: say('widened.text', { date: longDate(locale, agreedAt, 'on') }),
    extents: [
      {
        heading: say('widened.agreed'),
        lines: agreed ? agreedLines(say, agreed) : [say('widened.unknown')],
      },
      { heading: say('widened.added'), lines: addedLines(say, added) },
    ],
    yes: say('widened.yes'),
    no: say('widened.no'),
  }
}

const list = (names: readonly string[]) => names.join(', ')
const recipientsIn = (say: Say<'consents'>, recipients: ExtentView['recipients']) =>
  list(
    recipients.map(({ name, countries }) => say('widened.recipient', { name, countries: list(countries) })),
  )

function agreedLines(say: Say<'consents'>, { purpose, fields, recipients }: ExtentView): string[] {
  return [
    say('widened.what', { list: list(fields.map(lowerFirst)) }),
    say('widened.why', { list: lowerFirst(purpose) }),
    say('widened.whom', {
      list: recipients.length > 0 ? recipientsIn(say, recipients) : lowerFirst(say('widened.nobody')),
    }),
  ]
}

function addedLines(say: Say<'consents'>, added: WidenedView['added']): string[] {
  const { fields, purposes, recipients, countries } = added
  return [
    ...(fields.length > 0 ? [say('widened.what', { list: list(fields.map(lowerFirst)) })] : []),
    ...(purposes.length > 0 ? [say('widened.why', { list: list(purposes.map(lowerFirst)) })] : []),
    ...(recipients.length > 0 ? [say('widened.whom', { list: recipientsIn(say, recipients) })] : []),
    ...countries.map(({ name, countries: where }) =>
      say('widened.countries', { name, countries: list(where) }),
    ),
  ]
}
