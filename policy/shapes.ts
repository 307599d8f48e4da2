import { z } from 'zod'
import { bases } from './bases.ts'
import { dpvPrefixes } from './dpv.ts'

// What the schema is made of: texts in every language, ids, dates, terms.

export const words = z.string().trim().min(1)

/** A text for readers, in every language. */
export const text = z.strictObject({ kk: words, ru: words, en: words })

const fragmentWords = words.regex(/[^.!?]$/, 'no full stop belongs at the end of a clause')
/** A text inside a sentence or a list: no full stop at its end. */
export const fragment = z.strictObject({ kk: fragmentWords, ru: fragmentWords, en: fragmentWords })

export const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'an id is kebab-case')
export const basisId = z.enum(bases)
export const isoDate = z.iso.date()
/** An ISO 8601 duration of one unit: `P5Y`, `P12M`, `P90D`. */
export const duration = z.string().regex(/^P\d+[YMD]$/, 'a duration is P, a number and Y, M or D')

const dpvTerm = z.string().regex(new RegExp(`^(${Object.keys(dpvPrefixes).join('|')}):[A-Za-z0-9_-]+$`))
/** W3C DPV 2.3 terms with their prefixes. */
export const dpv = z.array(dpvTerm).default([])

const flag = z.literal(true).optional()
/**
 * Where what an item says comes from; one of the three. It is optional for versions published before it was asked for:
 * `checkOrigins` asks for it in the catalogue's files.
 */
export const origin = {
  /** The bank's policy says it, or a law that was read and is cited. */
  stated: flag,
  /** The policy is silent: we have put in a plausible value. */
  assumption: flag,
  /** The policy says otherwise: we ask more of the bank, or allow the customer more. */
  departure: flag,
}
/** The origin of a text that has no place of its own for a mark. */
export const originName = z.enum(['stated', 'assumption', 'departure'])

/** Any country at all, where the policy names none. */
export const anyCountry = '*'
/** An ISO 3166-1 alpha-2 code, or {@link anyCountry}. */
export const country = z.string().regex(/^([A-Z]{2}|\*)$/, 'a country is two capital letters, or * for any')

/** A code of the state service of control of access: capital letters, digits and hyphens. */
export const stateCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{1,39}$/, 'a state code is capital letters, digits and hyphens')
