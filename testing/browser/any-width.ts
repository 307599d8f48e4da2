/**
 * For a journey that is the same at every width: it runs at the desktop's alone. What touches a menu, a bar, a table, a
 * dialog or how a page looks runs at both.
 */
export const anyWidth = { tag: '@any-width' }
