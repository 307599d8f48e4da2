import type { Ref } from 'react'
import { classes } from './classes.ts'

type SwitchProps = {
  checked: boolean
  /** The words next to the switch, by its state. */
  on: string
  off: string
  /** Id of the row's title. */
  labelledBy: string
  /** Id of the sentence that says why it is locked. */
  describedBy?: string
  /** The switch can't be changed here; the reason is next to it. A switch without `onChange` is locked too. */
  locked?: boolean
  /** It was pressed, and a question is open that must be answered first. */
  asking?: boolean
  /** A decision is being sent: the switch keeps its focus and look, and takes no press. */
  disabled?: boolean
  onChange?: (checked: boolean) => void
  ref?: Ref<HTMLInputElement>
}

/** A consent's switch. It holds no state of its own. */
export function Switch({
  checked,
  on,
  off,
  labelledBy,
  describedBy,
  locked,
  asking,
  disabled,
  onChange,
  ref,
}: SwitchProps) {
  return (
    <label className={classes('switch', asking && 'asking')}>
      <span className={checked ? 'on' : 'off'}>{checked ? on : off}</span>
      <input
        ref={ref}
        autoComplete="off"
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its own state, aria-checked could only contradict it
        role="switch"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-disabled={disabled || undefined}
        checked={checked}
        disabled={locked || !onChange}
        readOnly={!onChange}
        onChange={onChange && ((event) => !disabled && onChange(event.currentTarget.checked))}
      />
    </label>
  )
}
