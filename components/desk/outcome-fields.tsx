import { Disclosure } from '../ui/disclosure.tsx'
import { Select } from '../ui/field.tsx'
import { type FormState, typedOr, wrongIn } from '../ui/form-state.ts'

interface Option {
  value: string
  text: string
}

/** What an answer to a request can say beside its text, in words. */
export interface OutcomeChoices {
  /** Why the bank refuses, and by which article. */
  reasons: Option[]
  /** The kinds of data, of which each can have an outcome of its own. */
  fields: { id: string; title: string }[]
  /** Whether a word of the desk can fulfil it. */
  fulfils: boolean
  /** What the answers of the bank's systems come to, by the kind of data. */
  begun: Record<string, string>
  /** The kind of data that the request is about. */
  about: string | null
  pauses: Option[]
  words: Record<
    'reason' | 'reasonHint' | 'none' | 'byField' | 'fulfilled' | 'unsaid' | 'pause' | 'pauseHint' | 'noPause',
    string
  >
}

interface Props {
  state: FormState<unknown>
  choices: OutcomeChoices
}

/** Says why a request is refused, in whole or for single kinds of data, and whether a question stops its clock. */
export function OutcomeFields({ state, choices }: Props) {
  const { reasons, fields, pauses, words, begun } = choices
  const saidOf = (id: string) => state.typed?.[`outcome.${id}`]?.[0] ?? begun[id] ?? ''
  const said = fields.some(({ id }) => saidOf(id))
  return (
    <>
      <Select
        id="reason"
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        error={wrongIn(state, 'outcomes')}
        defaultValue={typedOr(state, 'reason')}
      >
        <option value="">{words.none}</option>
        <Options of={reasons} />
      </Select>
      <Disclosure summary={words.byField} open={said}>
        <div className="grid gap-4">
          {fields.map(({ id, title }) => (
            <Select
              key={id}
              id={`outcome.${id}`}
              name={`outcome.${id}`}
              label={title}
              defaultValue={saidOf(id)}
            >
              <option value="">{words.unsaid}</option>
              {choices.fulfils && <option value="fulfilled">{words.fulfilled}</option>}
              <Options of={reasons} />
            </Select>
          ))}
        </div>
      </Disclosure>
      <Select
        id="pauseReason"
        name="pauseReason"
        label={words.pause}
        hint={words.pauseHint}
        error={state.errors.pauseReason}
        defaultValue={typedOr(state, 'pauseReason')}
      >
        <option value="">{words.noPause}</option>
        <Options of={pauses} />
      </Select>
    </>
  )
}

const Options = ({ of }: { of: Option[] }) =>
  of.map(({ value, text }) => (
    <option key={value} value={value}>
      {text}
    </option>
  ))
