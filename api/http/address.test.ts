import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { isReadable, settleAddress } from './address.ts'

it.each([
  '/',
  '/complaints/new?kind=ordinary&from=%D3%99',
  '/.well-known/security.txt',
  '/a%20b/%D2%9A-114',
  '/100%25',
  '/complaints//1',
  '/?next=/../x&more=%2e%2e',
  '/...',
  '/_next/static/chunks/(a)~b.js',
  '/\u00d2\u009a',
])('the address %j can be read', (url) => {
  expect(isReadable(url)).toBe(true)
})

it.each([
  '',
  '*',
  'sign-in',
  '/%',
  '/%zz',
  '/%4',
  '/%c0%af',
  '/%ed%a0%80',
  '/%E0%A4%A',
  '/%00',
  '/a%00b?x',
  '/a%2500',
  '/?q=%00',
  '/?q=%zz',
  '/?q=%c0%af',
  '/?%',
  '/_next/../sign-in',
  '/_next/..',
  '/_next/./x',
  '/_next/%2e%2e/sign-in',
  '/_next/.%2E/sign-in',
  '/_next/%252e%252e/sign-in',
  '/_next/..%2fsign-in',
  '/_next/x%2f..%2fsign-in',
  '/_next/..\\sign-in',
  '/_next/%5c..%5csign-in',
  '/_next/..#',
  '/x#y',
])('the address %j cannot be read', (url) => {
  expect(isReadable(url)).toBe(false)
})

it('an address that is escaped many times over is read in a moment', () => {
  expect(isReadable(`/%${'25'.repeat(8000)}00`)).toBe(true)
})

const settled = (url: string, headers: Record<string, string> = {}) => {
  const request = Object.assign(new IncomingMessage(new Socket()), {
    url,
    headers: { host: 'own', ...headers },
  })
  const readable = settleAddress(request)
  return { readable, url: request.url, host: request.headers.host }
}

it.each([
  ['http://bank.kz/sign-in?x', '/sign-in?x', 'bank.kz'],
  ['HTTPS://bank.kz:8443', '/', 'bank.kz:8443'],
  ['http://bank.kz?x=1', '/?x=1', 'bank.kz'],
  ['http://[2001:db8::1]:3000/api/v1/events', '/api/v1/events', '[2001:db8::1]:3000'],
])('the absolute address %s is read as %s of %s', (given, url, host) => {
  expect(settled(given)).toEqual({ readable: true, url, host })
})

it.each([
  'ftp://bank.kz/',
  'http:///x',
  'http://user@bank.kz/',
  'http://bank.kz/../x',
  'http://ba nk/',
  'x:y',
])('the absolute address %s cannot be read', (given) => {
  expect(settled(given).readable).toBe(false)
})

it.each([
  ['host', ''],
  ['host', 'bank.kz/x'],
  ['host', 'bank kz'],
  ['host', 'bank.kz:port'],
  ['origin', 'nonsense'],
])('a request with the %s %j cannot be read', (name, value) => {
  expect(settled('/', { [name]: value }).readable).toBe(false)
})
