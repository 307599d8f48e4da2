/** The checks that run nothing of the product. The slowest comes first, for they start in this order. */
export const staticSteps = ['typecheck', 'knip', 'lint', 'imports', 'catalogue:check']
