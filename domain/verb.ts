import type { z } from 'zod'
import { type CtxOf, isPermitted } from './access.ts'
import type { Ctx } from './context.ts'
import { forbidden, type Issue } from './errors.ts'
import { parse, type WellFormed } from './parse.ts'
import type { Permission } from './permissions.ts'

/** A function that does one thing for an actor, with its permission and the schema of its input as properties. */
export interface Verb<Name extends Permission, Args extends unknown[], Result, Input = z.ZodType | null> {
  (ctx: Ctx, ...args: Args): Promise<Result>
  readonly permission: Name
  /** Null when the verb is called by code alone, which has nothing to parse. */
  readonly input: Input
}

/**
 * Makes a verb with an input from outside: it checks the permission, parses the input, then runs.
 * @throws DomainError `forbidden` before anything else happens; `invalid` with every fault of the input
 */
export function verb<Name extends Permission, Input extends z.ZodType, More extends unknown[], Result>(
  permission: Name,
  input: Input,
  run: (ctx: CtxOf<Name>, input: z.output<Input>, ...more: More) => Result | Promise<Result>,
): Verb<Name, [input?: unknown, ...more: More], Result, Input>
/** The same, with faults that the schema cannot see: they are named together with the schema's. */
export function verb<Name extends Permission, Input extends z.ZodType, More extends unknown[], Result>(
  permission: Name,
  input: Input,
  faultsOf: (ctx: CtxOf<Name>, given: WellFormed<z.output<Input>>) => readonly Issue[],
  run: (ctx: CtxOf<Name>, input: z.output<Input>, ...more: More) => Result | Promise<Result>,
): Verb<Name, [input?: unknown, ...more: More], Result, Input>
/** Makes a verb that is called by code alone: it checks the permission, then runs. */
export function verb<Name extends Permission, Args extends unknown[], Result>(
  permission: Name,
  run: (ctx: CtxOf<Name>, ...args: Args) => Result | Promise<Result>,
): Verb<Name, Args, Result, null>
export function verb<Name extends Permission>(
  permission: Name,
  ...rest: [z.ZodType, Finds<Name>, Run<Name>] | [z.ZodType, Run<Name>] | [Run<Name>]
) {
  const [input, finds, run] =
    rest.length === 3
      ? rest
      : rest.length === 2
        ? ([rest[0], undefined, rest[1]] as const)
        : ([null, undefined, rest[0]] as const)
  const call = async (ctx: Ctx, ...args: unknown[]) => {
    const own: Ctx = { ...ctx, permission }
    if (!isPermitted(own, permission)) throw forbidden()
    if (!input) return run(own, ...args)
    const [given, ...more] = args
    return run(own, parse(input, given, finds && ((read: unknown) => finds(own, read))), ...more)
  }
  return Object.assign(call, { permission, input })
}

type Run<Name extends Permission> = (ctx: CtxOf<Name>, ...args: unknown[]) => unknown
type Finds<Name extends Permission> = (ctx: CtxOf<Name>, given: unknown) => readonly Issue[]

export const isVerb = (value: unknown): value is Verb<Permission, unknown[], unknown> =>
  typeof value === 'function' && 'permission' in value
