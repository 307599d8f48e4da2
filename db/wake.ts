import type { Db } from './client.ts'

/** Tells every worker, after the commit, that there are events. A hint: the worker looks by itself as well. */
export function wake(_db: Db): void {}
