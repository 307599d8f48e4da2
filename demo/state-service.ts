import { demoIins } from './data/world.ts'
import { filing, startStateService } from './state-service-simulator.ts'

/** Starts the small state service on a port of its own: `node demo/state-service.ts [port]`. */
const { url } = await startStateService({ port: Number(process.argv[2] ?? 3010) })
const example = JSON.stringify({ iin: demoIins.gulsim, code: 'PARTNER-SHARING' })
console.log(`Start the portal with STATE_SERVICE_URL=${url}, then withdraw a consent there:
  curl ${url}${filing} -d '${example}'
Within a minute it is withdrawn at the bank, and the application decided:
  curl ${url}/KDP_LIST_TO_REVOKE -d '{}'`)
