/** What became of a form about a system, in the reader's words. */
export interface SystemState {
  /** What was typed and not kept, by the field's name: it stays in its field. */
  typed: Record<string, string[]> | null
  /** What is wrong, by the field's name. */
  errors: Record<string, string>
  /** What was done. */
  done: string | null
  /** Why nothing was. */
  refused: string | null
  /** A key or a signing secret, to be shown here and never again. */
  secret: string | null
}

/** Takes a form and says what became of it. */
export type SystemAction = (before: SystemState, form: FormData) => Promise<SystemState>

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
export const untouched: SystemState = { typed: null, errors: {}, done: null, refused: null, secret: null }

/** What a form can offer to choose from, in words. */
export interface Option {
  value: string
  text: string
}
