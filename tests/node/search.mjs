// Search a built site in Chromium as a reader does, and say what was found, as JSON on standard output.
// usage: node search.mjs CHROMIUM START SHOTS WORD…   START: the address of a page with the search form
import path from 'node:path'
import { chromium } from 'playwright-core'

const [executablePath, start, shots, ...words] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
const out = { found: {}, said: {}, before: [], foreign: [], errors: [] }
const origin = new URL(start).origin
const page = await (await browser.newContext({ viewport: { width: 390, height: 900 } })).newPage()
page.setDefaultTimeout(40_000)
page.on('request', (one) => { if (!one.url().startsWith(origin)) out.foreign.push(one.url()) })
page.on('console', (one) => { if (one.type() === 'error') out.errors.push(one.text()) })
page.on('request', (one) => { if (one.url().includes('/pagefind/')) out.before.push(one.url()) })
await page.goto(start, { waitUntil: 'networkidle' })
await page.getByRole('searchbox').fill('first')
out.early = out.before.length
await page.keyboard.press('Enter') // the plain form: the page's own address with ?q=
await page.waitForURL('**/search/?q=first')
for (const word of words) {
  await page.getByRole('searchbox').fill(word)
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: `“${word}”` }).waitFor() // no eval: the page's policy forbids it
  out.said[word] = await page.getByRole('status').textContent()
  out.found[word] = await page.$$eval('.search-found li', (rows) => rows.map((row) => ({
    url: row.querySelector('a').getAttribute('href'), text: row.textContent, lang: row.lang, marks: row.querySelectorAll('mark').length })))
}
await page.locator('.search-found a').first().click()
await page.waitForLoadState()
out.opened = page.url()
await page.goBack()
await page.screenshot({ path: path.join(shots, 'search-390.png'), fullPage: true })
const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
await plain.goto(start)
await plain.getByRole('searchbox').fill('flu')
await plain.keyboard.press('Enter')
await plain.waitForURL('**/search/?q=flu')
out.without = await plain.$$eval('.search-ways a', (links) => links.map((one) => one.href))
await browser.close()
console.log(JSON.stringify(out))
