import { StaffPage } from '../frame.tsx'

export default async function Desk() {
  return <StaffPage current="oversight">…</StaffPage>
}
