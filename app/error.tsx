'use client'

export { Fault as default } from '#components/fault.tsx'
