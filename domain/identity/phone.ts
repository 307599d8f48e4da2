import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * A Kazakh mobile number as E.164, or the key of the sentence that says what is wrong with it.
 * Spaces, brackets and dashes are fine; `8` in front counts as `+7`.
 */
export function readPhone(typed: string): { phone: string } | { wrong: string } {
  const text = typed.trim()
  if (text === '') return { wrong: 'phone.empty' }
  if (/\p{L}/u.test(text)) return { wrong: 'phone.letters' }
  const number = parsePhoneNumberFromString(text, 'KZ')
  if (!number?.isValid()) return { wrong: 'phone.invalid' }
  if (number.country !== 'KZ') return { wrong: 'phone.foreign' }
  if (number.getType() !== 'MOBILE') return { wrong: 'phone.not-mobile' }
  return { phone: number.number }
}
