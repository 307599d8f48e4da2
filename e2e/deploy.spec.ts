import { anyWidth } from '#testing/browser/any-width.ts'
import { type Balancer, startBalancer } from '#testing/browser/balancer.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { startOtherPortal } from '#testing/browser/other-portal.ts'
import { createDatabase } from '#testing/databases.ts'

/** Asks one page after the other until told to stop; what was not answered as it should be. */
function load({ url }: Balancer) {
  const expected: Record<string, number> = {
    '/sign-in': 200,
    '/policy': 200,
    '/developers/openapi.json': 200,
    '/api/v1/events?wait=1': 401,
  }
  const wrong: string[] = []
  let answered = 0
  let stopped = false
  const visit = async () => {
    while (!stopped)
      for (const [path, status] of Object.entries(expected)) {
        const answer = await fetch(url + path).catch((error: unknown) => ({ status: String(error) }))
        if (answer.status !== status) wrong.push(`${path}: ${answer.status}`)
        if (answer instanceof Response) await answer.text()
        answered += 1
      }
  }
  const visitors = Promise.all(Array.from({ length: 6 }, visit))
  return {
    answered: () => answered,
    stop: async () => {
      stopped = true
      await visitors
      return wrong
    },
  }
}

test('a new process takes over from the old one under load without an error', anyWidth, async () => {
  test.setTimeout(180_000)
  const { portal, owner } = await createDatabase(process.env.DATABASE_URL ?? '')
  const settings = {
    DATABASE_URL: portal,
    MIGRATION_DATABASE_URL: owner,
    ARQAU_WORKER: 'in-process',
    TRUSTED_PROXIES: '1',
    LOG_LEVEL: 'warn',
  }
  const balancer = await startBalancer()
  const old = await startOtherPortal(settings)
  balancer.add(old.url)
  await expect.poll(async () => (await fetch(`${balancer.url}/healthz`)).status).toBe(200)
  const visits = load(balancer)
  await expect.poll(visits.answered).toBeGreaterThan(50)

  const fresh = await startOtherPortal(settings)
  balancer.add(fresh.url)
  await expect.poll(() => balancer.sent.get(fresh.url) ?? 0).toBeGreaterThan(20)
  await old.stop()
  const atEnd = visits.answered()
  await expect.poll(visits.answered).toBeGreaterThan(atEnd + 50)

  expect(await visits.stop()).toEqual([])
  expect(balancer.faults).toEqual([])
  balancer.stop()
  await fresh.stop()
})
