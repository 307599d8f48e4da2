import { z } from 'zod'
import { automatedOutcomes } from './automated-outcomes.ts'
import { basisId, dpv, fragment, id, origin, text } from './shapes.ts'

// The shape of the decisions that programs take.

const factor = z.strictObject({
  id,
  /** Names what is weighed, for a list: capitalised, no full stop. */
  title: fragment,
  /** The kinds of data from which it is made. */
  fields: z.array(id).min(1),
})

/** A kind of decision that a program takes about a customer without a person. */
export const automatedDecision = z.strictObject({
  id,
  title: text,
  /** What the program decides and by what: whole sentences, as are the effect and the ground. */
  decides: text,
  /** What follows for the customer. */
  effect: text,
  /** What it can come to, each as a sentence to the customer. */
  outcomes: z.array(z.strictObject({ outcome: z.enum(automatedOutcomes), sentence: text })).min(1),
  factors: z.array(factor).min(1),
  purpose: id,
  basis: basisId,
  consent: id.optional(),
  /** Why the legal basis holds. */
  ground: text,
  /** The role that looks at an objection, in lower case without a full stop: "a specialist of …". */
  reviewer: fragment,
  dpv,
  ...origin,
})
