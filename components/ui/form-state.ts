/**
 * The result of a form, in the reader's language.
 * @typeParam Shown what is shown once and kept nowhere: a key, a code, a value.
 */
export interface FormState<Shown = never> {
  /** The values that were typed and not saved, by the field's name. A file is given by its name. */
  typed: Record<string, string[]> | null
  /** The sentence about a fault, by the field's name; for one of a list also by its index, such as `scopes.0`. */
  errors: Record<string, string>
  /** Why the form was refused, where no field is at fault. */
  refused: string | null
  done: string | null
  shown: Shown | null
}

/** An action that takes a form and returns its result. */
export type FormAction<Shown = never> = (
  before: FormState<Shown>,
  form: FormData,
) => Promise<FormState<Shown>>

export const untouched: FormState = { typed: null, errors: {}, refused: null, done: null, shown: null }

/** The typed value of a field; before anything was typed, its first value. */
export const typedOr = ({ typed }: FormState<unknown>, name: string, before = ''): string =>
  typed ? (typed[name]?.[0] ?? '') : before

/** The first fault as a sentence, except those that are shown at these fields. */
export const wrongWith = (
  { errors, refused }: FormState<unknown>,
  ...fields: readonly string[]
): string | undefined =>
  refused ?? Object.entries(errors).find(([path]) => !fields.includes(path.split('.')[0] ?? ''))?.[1]

/** The first fault of a list, as a sentence: of the whole list, or of any of its entries. */
export const wrongIn = ({ errors }: FormState<unknown>, list: string): string | undefined =>
  Object.entries(errors).find(([path]) => path.split('.')[0] === list)?.[1]
