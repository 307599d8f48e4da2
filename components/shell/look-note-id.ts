/** Id of the sentence that says why nothing can be used in a look. It is apart, because browsers need only the id. */
export const lookNoteId = 'look-note'
