import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { createRouterClient, isProcedure, ORPCError } from '@orpc/server'
import { beforeAll, expect, it } from 'vitest'
import { lookPages } from '#db/schema/looks.ts'
import { staffRoles } from '#db/schema/staff.ts'
import { attach } from '#domain/cases/attach.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { decide } from '#domain/consents/decide.ts'
import type { Ctx } from '#domain/context.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { catalogue } from '#policy/load.ts'
import { asksForDeletion } from '#testing/deletions.ts'
import type { Owned, PortalRow, PortalRows } from '#testing/portal-row.ts'
import { onBothEngines, testPhones } from '#testing/world.ts'
import { portal } from './router.ts'

/**
 * The authorization matrix: every operation of the browser's API against every kind of actor. Whoever is not a
 * customer is refused everything; nobody does not even get here (e2e/security.spec.ts). An operation without a row
 * fails the test.
 */
const matrix: Record<string, PortalRow> = {}
for (const file of globSync('testing/portal/*.ts')) {
  const { rows }: { rows: PortalRows } = await import(`../../${file}`)
  for (const [name, row] of Object.entries(rows)) matrix[`${basename(file, '.ts')}.${name}`] = row
}

/** Every operation, by its path. */
const operations = (router: object, path = ''): string[] =>
  Object.entries(router).flatMap(([name, part]) =>
    isProcedure(part) ? [`${path}${name}`] : operations(part, `${path}${name}.`),
  )

type Operation = (input: unknown) => Promise<unknown>
function operation(ctx: Ctx, path: string): Operation {
  const client: unknown = createRouterClient(portal, { context: { ctx } })
  const found = path.split('.').reduce<unknown>((at, name) => Reflect.get(Object(at), name), client)
  if (typeof found !== 'function') throw new Error(`no operation ${path}`)
  return async (input) => found(input)
}

const answerOf = (ctx: Ctx, path: string, input: unknown): Promise<string> =>
  operation(
    ctx,
    path,
  )(input).then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )

it('has a row for every operation, and no row for none', () => {
  expect(Object.keys(matrix).sort()).toEqual(operations(portal).sort())
})

onBothEngines('the portal’s operations', (world) => {
  let owner: Ctx & { subject: string }
  let another: Ctx & { subject: string }
  let owned: Owned

  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    owner = await world().customer(0)
    another = await world().customer(1)
    const holdings = [
      { field: 'email', value: 'owner@example.kz', obtainedVia: 'app' },
      { field: 'phone', value: testPhones[0], obtainedVia: 'app' },
    ]
    await putHoldings(world().system(owner.subject), { holdings })
    await decide(owner, { consent: 'marketing-calls', outcome: 'given', previousId: null })
    const pdf = {
      name: 'a.pdf',
      type: 'application/pdf',
      bytes: new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
    }
    const complaint = { kind: 'ordinary', text: 'Жарнама тоқтамай тұр.' }
    owned = {
      caseId: (await fileComplaint(owner, complaint)).id,
      solvedComplaintId: (await fileComplaint(owner, complaint)).id,
      requestId: (await fileRequest(owner, { kind: 'withdrawal' })).id,
      withdrawnRequestId: (await asksForDeletion(owner)).id,
      attachmentId: (await attach(owner, pdf)).id,
      decisionId:
        (await decide(owner, { consent: 'device-location', outcome: 'given', previousId: null })).history[0]
          ?.id ?? '',
    }
  })

  it.each(Object.entries(matrix))('%s refuses everyone who is not a customer', async (path, { input }) => {
    const { subject } = owner
    const others = [
      world().visitor(),
      { ...world().visitor(), subject },
      world().ctx({ kind: 'staff-sign-in' }, subject),
      ...staffRoles.map((role) => world().staff(subject, role)),
      ...lookPages.map((page) => world().support(subject, page)),
      world().system(subject),
      { ...world().worker(), subject },
    ]
    for (const actor of others)
      expect(await answerOf(actor, path, input(owned)), actor.actor.kind).toBe('forbidden')
  })

  it.each(Object.entries(matrix))('%s gives another customer nothing of the owner’s', async (path, row) => {
    expect(await answerOf(another, path, row.input(owned))).toBe(row.another)
  })

  it.each(Object.entries(matrix))('%s serves the customer', async (path, row) => {
    expect(await answerOf(owner, path, row.input(owned))).toBe(row.customer)
  })

  it('says when to come back after too many tries, counted even when all come at once', async () => {
    const hurried = await world().customer(2)
    await putHoldings(world().system(hurried.subject), {
      holdings: [{ field: 'email', value: 'hurried@example.kz', obtainedVia: 'app' }],
    })
    const resHeaders = new Headers()
    const { holdings } = createRouterClient(portal, { context: { ctx: hurried, resHeaders } })
    const tries = Array.from({ length: 32 }, () =>
      holdings.reveal({ field: 'email' }).then(
        () => 'done',
        (error: unknown) => (error instanceof ORPCError ? error.code : String(error)),
      ),
    )
    const answers = (await Promise.all(tries)).sort()
    expect(answers).toEqual([...Array(30).fill('done'), 'too-many', 'too-many'])
    expect(Number(resHeaders.get('retry-after'))).toBeGreaterThan(0)
  })
})
