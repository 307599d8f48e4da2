import { birthDate, iinFault } from './iin.ts'
import { readPhone } from './phone.ts'

/** RFC 9562: a machine made it, so that an IIN in its digits is chance. */
const uuid = /(?<![\da-z])[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}(?![\da-z])/gi

/**
 * Whether the bank's id of a customer contains an IIN or a mobile number, whatever stands before, after or between the
 * digits; addresses contain the id. Digits that no IIN and no such number has are the bank's own, however many. In a
 * longer run of digits a number is looked for at both ends, and an IIN there only counts with a date of birth, because
 * one in eleven runs of twelve digits is an IIN by chance.
 */
export function isPersonalReference(reference: string): boolean {
  const own = reference.replace(uuid, 'x')
  if (own.replace(/\D/g, '').length < shortestNumber) return false
  return own.split(/[a-z]+/i).some((part) => {
    const groups = part.match(/\d+/g) ?? []
    return groups.some(hasPersonalEnd) || joined(groups).some(isPersonal)
  })
}

const shortestNumber = 10
const iinLength = 12
const phoneLength = 11

/** The digits of neighbouring groups together, as people divide long numbers, as far as they can be a number. */
function joined(groups: readonly string[]): string[] {
  return groups.flatMap((_, first) => {
    const runs: string[] = []
    let run = ''
    for (const group of groups.slice(first)) {
      run += group
      if (run.length > iinLength) break
      if (run.length >= shortestNumber) runs.push(run)
    }
    return runs
  })
}

const isPersonal = (digits: string): boolean => iinFault(digits) === null || isPhone(digits)
const isPhone = (digits: string): boolean => /^[78]?7\d{9}$/.test(digits) && 'phone' in readPhone(digits)

function hasPersonalEnd(digits: string): boolean {
  const ends = (length: number) =>
    digits.length > length ? [digits.slice(0, length), digits.slice(-length)] : []
  const isDatedIin = (end: string) => iinFault(end) === null && birthDate(end) !== null
  return ends(iinLength).some(isDatedIin) || ends(phoneLength).some(isPhone)
}
