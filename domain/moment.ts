import { z } from 'zod'

/** The years a moment or a day may lie in: outside them it is a slip of the pen. */
const years = { first: '1900-01-01', last: '2199-12-31' }

/** A moment: ISO 8601 with its offset, as systems send it, or a date as code has it. @param fault the sentence's key. */
export const moment = (fault: string) =>
  z
    .union([z.date(), z.iso.datetime({ offset: true }).transform((typed) => new Date(typed))], fault)
    .refine((at) => {
      const day = at.toISOString().slice(0, 10)
      return day >= years.first && day <= years.last
    }, fault)

/** The same, or the day alone where no more is known. */
export const momentOrDay = (fault: string) =>
  z.union([moment(fault), day(fault).transform((typed) => new Date(typed))], fault)

/** A day of the calendar, ISO 8601. @param fault the sentence's key. */
export const day = (fault: string) =>
  z.iso.date(fault).refine((typed) => typed >= years.first && typed <= years.last, fault)
