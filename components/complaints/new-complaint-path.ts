/** The page of the form, by which its result is found again where a signed-out customer sent it without script. */
export const newComplaintPath = '/complaints/new'
