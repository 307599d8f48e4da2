/**
 * What became of a form, in the reader's words.
 * @typeParam Shown what comes back once and is kept nowhere: a key, a code, a value.
 */
export interface FormState<Shown = never> {
  /** What was typed and not kept, by the field's name: it stays in its field. A file is there by its name. */
  typed: Record<string, string[]> | null
  /** What is wrong, by the field's name; for one of a list also by its index, such as `scopes.0`. */
  errors: Record<string, string>
  /** Why nothing was done, where no field is to blame. */
  refused: string | null
  done: string | null
  shown: Shown | null
}

/** Takes a form and says what became of it. */
export type FormAction<Shown = never> = (
  before: FormState<Shown>,
  form: FormData,
) => Promise<FormState<Shown>>

export const untouched: FormState = { typed: null, errors: {}, refused: null, done: null, shown: null }

/** What was typed in a field of one value; before that, what it had. */
export const typedOr = ({ typed }: FormState<unknown>, name: string, before = ''): string =>
  typed ? (typed[name]?.[0] ?? '') : before

/** What is wrong in one sentence, but for what is said at these fields. */
export const wrongWith = (
  { errors, refused }: FormState<unknown>,
  ...fields: readonly string[]
): string | undefined =>
  refused ?? Object.entries(errors).find(([path]) => !fields.includes(path.split('.')[0] ?? ''))?.[1]
