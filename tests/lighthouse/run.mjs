// Run Lighthouse over pages, TIMES each, and report the medians of each as a line of JSON.
// usage: node run.mjs CHROMIUM ORIGIN TIMES PATH…
// Lighthouse 12 is the last that runs on Node 20; 13 asks for 22.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import lighthouse from 'lighthouse'

const [executable, origin, times, ...paths] = process.argv.slice(2)
const port = 20000 + (process.pid % 20000)
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'lighthouse-'))
const browser = spawn(executable, [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  `--user-data-dir=${profile}`, `--remote-debugging-port=${port}`, 'about:blank',
], { stdio: 'ignore' })
process.on('exit', () => browser.kill())
const ready = async () => {
  for (let left = 100; left > 0; left -= 1) {
    try { return await fetch(`http://127.0.0.1:${port}/json/version`) } catch { await new Promise((done) => setTimeout(done, 200)) }
  }
  throw new Error('Chromium did not start')
}
await ready()
const middle = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]
for (const one of paths) {
  const runs = []
  for (let run = 0; run < Number(times); run += 1) {
    const { lhr } = await lighthouse(origin + one, { port, logLevel: 'error', output: 'json' })
    runs.push(lhr)
  }
  const names = Object.keys(runs[0].categories)
  const last = runs.at(-1)
  console.log(JSON.stringify({
    scores: Object.fromEntries(names.map((name) => [name, Math.round(100 * middle(runs.map((lhr) => lhr.categories[name].score)))])),
    short: Object.values(last.categories).flatMap((category) => category.auditRefs)
      .filter(({ id, weight }) => weight > 0 && last.audits[id].score !== null && last.audits[id].score < 1)
      .map(({ id }) => `${id}: ${last.audits[id].displayValue ?? last.audits[id].title}`),
  }))
}
browser.kill()
await new Promise((done) => browser.once('exit', done))
fs.rmSync(profile, { recursive: true, force: true })
