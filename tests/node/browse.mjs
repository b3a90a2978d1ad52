// Open pages in Chromium and report, as one JSON object on standard output:
// axe-core violations, requests to other hosts, console errors, whether the page scrolls sideways.
// usage: node browse.mjs CHROMIUM ORIGIN WIDTH SCHEME SHOTS < {"paths": [...], "shots": [...]}
// SHOTS is the folder for screenshots of the pages named in `shots`. Two pages are open at a time.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const [executablePath, origin, width, scheme, shots] = process.argv.slice(2)
const { paths, shots: wanted } = JSON.parse(fs.readFileSync(0, 'utf8'))
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme, bypassCSP: true })
const pages = {}
const look = async (one) => {
  const page = await context.newPage()
  const foreign = [], errors = []
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()) })
  const answer = await page.goto(origin + one, { waitUntil: 'load' })
  await page.evaluate(axe)
  const result = await page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ['violations', 'incomplete'] })
    const short = (one) => ({ id: one.id, help: one.help, nodes: one.nodes.map((n) => n.target.join(' ')).slice(0, 5) })
    return {
      violations: found.violations.map(short),
      incomplete: found.incomplete.map(short),
      sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }
  })
  pages[one] = { status: answer.status(), foreign, errors, ...result }
  await page.close()
}
const queue = [...paths]
const worker = async () => { while (queue.length) await look(queue.shift()) }
await Promise.all([worker(), worker()])
for (const one of wanted) { // one at a time, scrolled through once so that lazy pictures are there
  const page = await context.newPage()
  await page.goto(origin + one, { waitUntil: 'load' })
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      globalThis.scrollTo(0, y)
      await new Promise((done) => setTimeout(done, 30))
    }
    globalThis.scrollTo(0, 0)
  })
  const name = (one.replace(/^\/|\/$/g, '').replaceAll('/', '-') || 'home') + `-${width}${scheme === 'dark' ? '-dark' : ''}.png`
  await page.screenshot({ path: path.join(shots, name), fullPage: true })
  await page.close()
}
await browser.close()
console.log(JSON.stringify(pages))
