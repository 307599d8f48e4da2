/** What became of a form of the desk, in the reader's words. */
export interface DeskState {
  /** What was typed and not kept: it stays in its field. */
  text: string
  /** What was done. */
  done: string | null
  /** Why nothing was. */
  refused: string | null
  /** What is wrong with the text. */
  error: string | null
}

/** Takes a form and says what became of it. */
export type DeskAction = (before: DeskState, form: FormData) => Promise<DeskState>

export const nothingDone: DeskState = { text: '', done: null, refused: null, error: null }
