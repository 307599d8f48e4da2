/** One fault of the catalogue: the file, the key in it, and what is wrong. */
export type CatalogueProblem = { file: string; key: string; what: string }

/** The catalogue cannot be used. The message lists every problem as `file: key.path: what`, one a line. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError'
  readonly problems: readonly CatalogueProblem[]

  constructor(problems: readonly CatalogueProblem[]) {
    super(problems.map((problem) => `${problem.file}: ${problem.key}: ${problem.what}`).join('\n'))
    this.problems = problems
  }
}
