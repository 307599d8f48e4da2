const firstWeights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const secondWeights = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
const centuries: Record<string, number> = { 1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000 }

const weigh = (digits: number[], weights: number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0) % 11

/** The twelfth digit of an IIN, or null for a body that is never issued (Government Resolution 565 of 11.06.2003). */
export function iinCheckDigit(body: string): number | null {
  const digits = [...body].map(Number)
  const first = weigh(digits, firstWeights)
  const check = first === 10 ? weigh(digits, secondWeights) : first
  return check === 10 ? null : check
}

/**
 * The key of the sentence that says what is wrong with an IIN, or null when it is well formed. Only its length and its
 * check digit are asked: since Government Resolution 853 of 26.08.2013 the other digits need not be a date of birth.
 */
export function iinFault(iin: string): 'iin.length' | 'iin.check' | null {
  if (!/^\d{12}$/.test(iin)) return 'iin.length'
  return iinCheckDigit(iin.slice(0, 11)) === Number(iin[11]) ? null : 'iin.check'
}

/** Reads a typed IIN, in which spaces are allowed, or returns the key of the sentence that says what is wrong with it. */
export function readIin(typed: string): { iin: string } | { wrong: string } {
  const iin = typed.replace(/\s/g, '')
  const wrong = iinFault(iin)
  return wrong ? { wrong } : { iin }
}

/**
 * The date of birth in an IIN's digits 1 to 6, with the century in digit 7, as ISO date. Null means that it is unknown:
 * IINs issued since 2013 need not carry one.
 */
export function birthDate(iin: string): string | null {
  const century = centuries[iin[6] ?? '']
  if (century === undefined) return null
  const date = `${century + Number(iin.slice(0, 2))}-${iin.slice(2, 4)}-${iin.slice(4, 6)}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null
}
