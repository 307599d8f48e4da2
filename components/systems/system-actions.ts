import type { FormAction } from '../ui/form-state.ts'

/** The action of a form about a system. It may show a key or a signing secret once. */
export type SystemAction = FormAction<string>

/** The actions on one system. */
export type SystemActions = Record<
  | 'rename'
  | 'issue'
  | 'revoke'
  | 'subscribe'
  | 'changeReceiver'
  | 'rotate'
  | 'stop'
  | 'sendTest'
  | 'remove'
  | 'pause'
  | 'resume'
  | 'sendAgain',
  SystemAction
>

/** A choice that a form offers. */
export interface SelectOption {
  value: string
  text: string
}
