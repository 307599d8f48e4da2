/** Id of the sentence that says why nothing on a page in a look can be used. Apart from it: browsers get only the id. */
export const lookNoteId = 'look-note'
