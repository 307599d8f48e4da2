/** Sent with every answer. The content security policy needs a nonce, so `server.ts` sets it. */
const securityHeaders = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  },
]

/** @type {import('next').NextConfig} */
const config = {
  typedRoutes: true,
  reactCompiler: true,
  poweredByHeader: false,
  // `npm run typecheck` checks everything, this build's files included.
  typescript: { ignoreBuildErrors: true },
  // The largest form there is, a complaint with its files; `api/page-body.ts` has the limit of each address.
  experimental: { serverActions: { bodySizeLimit: 51 * 1024 * 1024 } },
  // Pictures are ours, small and fixed: `/_next/image` would only be a way in, and it prints what it is asked for.
  images: { unoptimized: true },
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default config
