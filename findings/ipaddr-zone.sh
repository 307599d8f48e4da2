#!/usr/bin/env bash
# ipaddr.js 2.5.0 (the newest): an address of a VLAN or a bridge is "not an address".
#
# A good guess: ipaddr.js reads every address that node:net hands out, since socket.remoteAddress and os.networkInterfaces()
# give link-local addresses with their zone, and the reader knows zones: fe80::1%eth0 is valid.
#
# Instead: it takes only letters and digits for a zone. RFC 4007 section 11 leaves the zone to the system, and Linux names
# interfaces with a dot (VLANs, eth0.100) and with a hyphen (bridges and containers, br-lan, veth-1). isValid() says no and
# parse() throws, while net.isIP() says 6 for all of them.
#
# Why it matters here: limits count by address, and a machine behind a local proxy is reached by such an address. We meant
# to replace our reader by this library (decision 016): a request from a VLAN would have thrown where it is counted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ipaddr.js@2.5.0
cat >look.cjs <<'JS'
const { isIP } = require('node:net')
const ip = require('ipaddr.js')
const expected = {
  'fe80::1': [6, true],
  'fe80::1%eth0': [6, true],
  'fe80::1%eth0.100': [6, false],
  'fe80::1%br-lan': [6, false],
  'fe80::1%veth-1': [6, false],
}
let changed = 0
console.log(`node ${process.version}\n\n${'address'.padEnd(20)} net.isIP  ipaddr.isValid  ipaddr.parse`)
for (const [text, [family, valid]] of Object.entries(expected)) {
  let parsed = 'parsed'
  try {
    ip.parse(text)
  } catch (error) {
    parsed = error.message
  }
  console.log(`${text.padEnd(20)} ${String(isIP(text)).padEnd(9)} ${String(ip.isValid(text)).padEnd(15)} ${parsed}`)
  if (isIP(text) !== family || ip.isValid(text) !== valid || (parsed === 'parsed') !== valid) changed++
}
if (changed > 0) console.log(`\n${changed} lines are no longer so`)
process.exit(changed > 0 ? 1 : 0)
JS
node look.cjs
