/**
 * The header in which a page finds the address it was asked for by, for the way back after a sign-in. Next tells a page no
 * address. The portal's own server sets it (`content-policy.ts`), whatever the browser sent.
 */
export const askedForHeader = 'x-asked-for'
