/** A state in words, and the mark it has. */
export interface StateWords {
  is: 'done' | 'wait' | 'off' | 'bad'
  text: string
}
