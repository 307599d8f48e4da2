import type { Field } from '#policy/schema.ts'

export type MaskRule = Field['mask']

/** A value shown whole, to the customer or in a look, and for how long. */
export interface Revealed {
  field: string
  value: string
  /** The kind of value, which says how it is formatted. */
  rule: MaskRule
  hideAfterSeconds: number
}
/** How long a revealed value is shown. */
export const hideAfterSeconds = 60

const dots = (count: number) => '•'.repeat(count)
const everything = dots(8)

/**
 * Masks a value until the customer reveals it: enough to recognise it, and no more. It accepts any text; the number of
 * dots never tells the length. A value that does not have the shape its rule expects is hidden whole. Only `plain`
 * shows the value unchanged.
 */
export function mask(rule: MaskRule, value: string): string {
  return masks[rule](value.trim())
}

const masks: Record<MaskRule, (value: string) => string> = {
  'last-four': lastFour,
  name: maskName,
  phone: maskPhone,
  email: maskEmail,
  address: maskAddress,
  date: maskDate,
  amount: () => `${dots(6)} ₸`,
  count: () => everything,
  identifier: maskIdentifier,
  plain: (value) => value,
  hidden: () => everything,
}

/** The last four characters of eight or more: `•••••••• 0025`. */
function lastFour(value: string): string {
  const characters = [...value]
  return characters.length < 8 ? everything : `${everything} ${characters.slice(-4).join('')}`
}

/** At most a third and three letters of the surname, one of the first name, no patronymic: `Ом•••••• Г•••••`. */
function maskName(value: string): string {
  const [surname = '', first = ''] = value.split(/\s+/)
  const start = (name: string, most: number) =>
    [...name].slice(0, Math.min(most, Math.floor([...name].length / 3))).join('')
  return `${start(surname, 3)}${dots(6)} ${start(first, 1)}${dots(5)}`
}

/** The operator's code and the last two digits of a Kazakh number in E.164: `+7 701 ••• •• 18`. */
function maskPhone(value: string): string {
  const [, operator, end] = /^\+7(\d{3})\d{5}(\d{2})$/.exec(value) ?? []
  return operator
    ? `+7 ${operator} ${dots(3)} ${dots(2)} ${end}`
    : `${dots(3)} ${dots(3)} ${dots(2)} ${dots(2)}`
}

/** The first letter and the country or kind of domain: `g••••@••••.kz`. */
function maskEmail(value: string): string {
  const [, first = '', end = ''] = /^(\S)[^\s@]+@[^\s@]+(\.[a-z]{2,6})$/i.exec(value) ?? []
  return `${first}${dots(4)}@${dots(4)}${end}`
}

/** The part before the first comma, a town, unless it has digits or is long: `Шымкент қ., ••••••`. */
function maskAddress(value: string): string {
  const [town = '', ...rest] = value.split(',').map((part) => part.trim())
  const telling =
    town !== '' && town.length <= 24 && !/\p{N}/u.test(town) && rest.some((part) => part.length > 1)
  return telling ? `${town}, ${dots(6)}` : everything
}

/** The year of a full ISO date: `••.••.1880`. */
function maskDate(value: string): string {
  const [, year] = /^(\d{4})-\d{2}-\d{2}$/.exec(value) ?? []
  return `${dots(2)}.${dots(2)}.${year ?? dots(4)}`
}

/** The first two and the last two characters of twelve or more: `3f••••••9c`. */
function maskIdentifier(value: string): string {
  const characters = [...value]
  if (characters.length < 12) return everything
  return `${characters.slice(0, 2).join('')}${dots(6)}${characters.slice(-2).join('')}`
}
