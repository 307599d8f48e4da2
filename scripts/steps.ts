/** The checks that do not run the product. They start in this order, the slowest first. */
export const staticSteps = ['typecheck', 'knip', 'lint', 'imports', 'catalogue:check']
