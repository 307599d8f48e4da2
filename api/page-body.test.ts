import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request as ask, createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import config from '../next.config.js'
import { filesBytes, refuseLargeForm } from './page-body.ts'
import { customerCookie, type Secrets } from './session/session-cookie.ts'

const secret: Secrets = ['a secret of more than thirty-two characters']
const cookieFrom = (own: Secrets) =>
  `${customerCookie.name}=${customerCookie.seal(own, { sub: randomUUID(), sid: randomUUID() })}`
const signedIn = cookieFrom(secret)
const mega = 1024 * 1024
const complaint = `/complaints/${randomUUID()}`
let server: Server
let port: number

beforeAll(async () => {
  server = createServer((request, response) => {
    if (!refuseLargeForm(request, response, secret)) response.end('read')
  }).listen(0)
  await once(server, 'listening')
  const at = server.address()
  port = typeof at === 'object' && at ? at.port : 0
})
afterAll(() => server.closeAllConnections())

/** The answer to the head of a request that says so many bytes will come; null for one that does not say. */
async function answer(path: string, bytes: number | null, headers: Record<string, string> = {}) {
  const length = bytes === null ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(bytes) }
  const sent = ask({ port, path, method: 'POST', headers: { ...length, ...headers } })
  sent.on('error', () => {})
  sent.flushHeaders()
  const [response] = await once(sent, 'response')
  let text = ''
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  await once(response, 'end')
  sent.destroy()
  return { status: response.statusCode, text }
}

it.each<[string, string, number | null, string | undefined, number]>([
  ['of words', '/staff/cases/1', mega, undefined, 200],
  ['of words that is too large', '/staff/cases/1', mega + 1, signedIn, 413],
  ['that files a complaint with files', '/complaints/new', filesBytes, signedIn, 200],
  ['that files one from an address with a filter', '/complaints/new?kind=ordinary', 2 * mega, signedIn, 200],
  ['that writes a message with files', complaint, filesBytes, signedIn, 200],
  ['that is larger than all files together', '/complaints/new', filesBytes + 1, signedIn, 413],
  ['with files from nobody', '/complaints/new', 2 * mega, undefined, 413],
  ['with files from a forged session', '/complaints/new', 2 * mega, cookieFrom([`${secret[0]}!`]), 413],
  ['with files at an address that takes none', `${complaint}/attachments`, 2 * mega, signedIn, 413],
  ['that does not say how large it is', '/complaints/new', null, signedIn, 413],
  ['of the browser’s API, which has a limit of its own', '/api/portal/x', 10 * mega, undefined, 200],
])('a form %s is answered: %s, %s bytes', async (_, path, bytes, cookie, status) => {
  const answered = await answer(path, bytes, cookie ? { cookie } : {})
  expect(answered.status).toBe(status)
})

it.each([
  ['ru-RU,ru', /слишком велико/],
  ['en', /too large/],
  ['de', /тым үлкен/],
])('a form that is too large is refused in a sentence for a reader of %s', async (language, sentence) => {
  const { text } = await answer('/sign-in', 2 * mega, { 'accept-language': language })
  expect(text).toMatch(sentence)
})

it('Next reads a form with files as far as the server lets one through', () => {
  expect(config.experimental?.serverActions?.bodySizeLimit).toBe(filesBytes)
})
