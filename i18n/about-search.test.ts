import { expect, it } from 'vitest'
import { searchChoices } from './about-search.ts'

const choices = [
  { title: 'Келісімдер', options: [{ value: 'consent:sms', title: 'SMS арқылы жарнама' }] },
  {
    title: 'Деректер',
    options: [
      { value: 'field:phone', title: 'Телефон нөмірі' },
      { value: 'field:ids', title: 'Сәйкес\u00ADтендір\u00ADгіштер' },
    ],
  },
]
const found = (sought: string, chosen = '') => {
  const result = searchChoices(choices, sought, chosen)
  return {
    found: result.found,
    values: result.choices.flatMap(({ options }) => options.map((one) => one.value)),
  }
}

it.each([
  ['нөмір', ['field:phone']],
  ['НОМИР  телефон', ['field:phone']],
  ['сайкестендиргиш', ['field:ids']],
  ['sms', ['consent:sms']],
  ['деректер', ['field:phone', 'field:ids']],
  ['', ['consent:sms', 'field:phone', 'field:ids']],
  ['жоқ нәрсе', []],
])('a search of the list for «%s» finds %j', (sought, values) =>
  expect(found(sought)).toEqual({ found: values.length, values }),
)

it('what is chosen already stays in the list and is not counted as found', () =>
  expect(found('нөмір', 'consent:sms')).toEqual({ found: 1, values: ['consent:sms', 'field:phone'] }))
