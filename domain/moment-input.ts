import { z } from 'zod'

/** The years a moment or a day may lie in: outside them it is a slip of the pen. */
const years = { first: '1900-01-01', last: '2199-12-31' }

/** A moment: ISO 8601 with an offset, as systems send it, or a `Date`. @param fault the key of the sentence. */
export const momentInput = (fault: string) =>
  z
    .union([z.date(), z.iso.datetime({ offset: true }).transform((typed) => new Date(typed))], fault)
    .refine((at) => {
      const day = at.toISOString().slice(0, 10)
      return day >= years.first && day <= years.last
    }, fault)

/** A moment, or only a day when no time is known. */
export const momentOrDay = (fault: string) =>
  z.union([momentInput(fault), day(fault).transform((typed) => new Date(typed))], fault)

/** A calendar day, ISO 8601. @param fault the key of the sentence. */
export const day = (fault: string) =>
  z.iso.date(fault).refine((typed) => typed >= years.first && typed <= years.last, fault)
