// Open one page at each of several moments, as a reader in Tokyo, and report what its offices say of now.
// usage: node clock.mjs CHROMIUM ADDRESS MOMENT…
import { chromium } from 'playwright-core'

const [executablePath, address, ...moments] = process.argv.slice(2)
const browser = await chromium.launch({
  executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
const context = await browser.newContext({ timezoneId: 'Asia/Tokyo' })
const said = {}
for (const moment of moments) {
  const page = await context.newPage()
  await page.clock.setFixedTime(new Date(moment))
  await page.goto(address, { waitUntil: 'load' })
  said[moment] = await page.evaluate(() => [...document.querySelectorAll('[data-zone]')].map((one) => (one.hidden ? '' : one.textContent)))
  await page.close()
}
await browser.close()
console.log(JSON.stringify(said))
