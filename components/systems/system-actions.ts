import type { FormAction } from '../ui/form-state.ts'

/** Takes a form about a system; what it may show once is a key or a signing secret. */
export type SystemAction = FormAction<string>

/** What can be done about one system. */
export type SystemActions = Record<
  | 'rename'
  | 'issue'
  | 'revoke'
  | 'subscribe'
  | 'changeReceiver'
  | 'rotate'
  | 'remove'
  | 'pause'
  | 'resume'
  | 'sendAgain',
  SystemAction
>

/** What a form can offer to choose from, in words. */
export interface SelectOption {
  value: string
  text: string
}
