import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * Reads a Kazakh mobile number as E.164, or returns the key of the sentence that says what is wrong with it.
 * Spaces, brackets and dashes are allowed; a leading `8` counts as `+7`.
 */
export function readPhone(typed: string): { phone: string } | { wrong: string } {
  const text = typed.trim()
  if (text === '') return { wrong: 'phone.empty' }
  if (/\p{L}/u.test(text)) return { wrong: 'phone.letters' }
  const number = parsePhoneNumberFromString(text, 'KZ')
  // A number that is of no type is no number; asked once, for it is most of the work.
  const type = number?.getType()
  if (!number || !type) return { wrong: 'phone.invalid' }
  if (number.country !== 'KZ') return { wrong: 'phone.foreign' }
  if (type !== 'MOBILE') return { wrong: 'phone.not-mobile' }
  return { phone: number.number }
}
