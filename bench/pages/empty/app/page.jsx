export const dynamic = 'force-dynamic'

export default function Bare() {
  return <h1>Arqau</h1>
}
