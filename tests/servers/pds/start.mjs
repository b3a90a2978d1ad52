// A Bluesky PDS with a did:plc server in memory, on 127.0.0.1 alone, for the tests.
// node start.mjs FOLDER PDS_PORT PLC_PORT: prints one line of JSON when it answers; ends on SIGTERM.
import { mkdirSync } from 'node:fs'
import { Server } from 'node:net'
import { join } from 'node:path'
import * as pdsModule from '@atproto/pds'
import plcModule from '@did-plc/server'

const [folder, pdsPort, plcPort] = process.argv.slice(2)

// Both servers say listen(port), which means every interface: nothing of a test is for the network.
const listenAnywhere = Server.prototype.listen
Server.prototype.listen = function listenOnLoopback(first, ...others) {
  const isPort = ['number', 'string'].includes(typeof first) && Number.isInteger(Number(first))
  const where = isPort ? { port: Number(first), host: '127.0.0.1' } : first
  return listenAnywhere.call(this, where, ...others.filter((one) => typeof one === 'function'))
}

// A PDS makes every login last 350 ms, so that nobody learns by the time it takes which accounts there
// are. Here nobody guesses, and the fault suite logs in thousands of times.
const wait = globalThis.setTimeout
globalThis.setTimeout = function waitUnlessForALogin(call, time, ...more) {
  const isLogin = time <= 350 && new Error().stack.includes('AccountManager.login')
  return wait(call, isLogin ? 0 : time, ...more)
}

const plc = plcModule.PlcServer.create({ db: plcModule.Database.mock(), port: Number(plcPort) })
await plc.start()

const blobs = join(folder, 'blobs')
mkdirSync(blobs, { recursive: true })
const nowhere = 'http://127.0.0.1:9' // no AppView, no moderation: a PDS alone
const environment = {
  devMode: true,
  hostname: 'localhost',
  port: Number(pdsPort),
  dataDirectory: folder,
  blobstoreDiskLocation: blobs,
  didPlcUrl: `http://127.0.0.1:${plcPort}`,
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  disableSsrfProtection: true,
  rateLimitsEnabled: false,
  crawlers: [],
  bskyAppViewUrl: nowhere,
  bskyAppViewDid: 'did:example:none',
  modServiceUrl: nowhere,
  modServiceDid: 'did:example:none',
  adminPassword: 'only-in-tests',
  jwtSecret: 'only-in-tests-and-nowhere-else',
  plcRotationKeyK256PrivateKeyHex: '22'.repeat(32),
}
const pds = await pdsModule.PDS.create(
  pdsModule.envToCfg(environment),
  pdsModule.envToSecrets(environment),
)
await pds.start()
process.on('SIGTERM', () => process.exit(0))
console.log(JSON.stringify({ pds: `http://127.0.0.1:${pdsPort}` }))
