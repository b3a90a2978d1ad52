// Open each page in Chromium as its readers do and report, as one JSON object on standard output.
// usage: node audit.mjs CHROMIUM ORIGIN SHOTS < {"paths": [...], "every": [...]}
// `paths` are looked at closely: axe-core by day and night at two widths, the keyboard's way, what
// is asked of the server, what moves when the fonts come late, narrow and magnified screens, without scripts. Of `every` page, only what it
// asks for, its errors and whether it scrolls sideways. SHOTS is the folder for screenshots; "" for none.
// The page's own policy holds throughout: a style or script it forbids is an error on the console.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const [executablePath, origin, shots] = process.argv.slice(2)
const { paths, every } = JSON.parse(fs.readFileSync(0, 'utf8'))
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
// At both widths every rule is asked, and what depends on colours in all four.
const VIEWS = [[390, 'light', true], [390, 'dark', false], [1280, 'light', false], [1280, 'dark', true]]
const COLOURS = ['color-contrast', 'link-in-text-block']
const NARROW = [[320, 640], [320, 256]] // WCAG 1.4.10; 1280 by 1024 at 400 %

const watch = (page) => {
  const seen = { foreign: [], errors: [], asked: [] }
  page.on('request', (one) => {
    if (one.url().startsWith(origin)) seen.asked.push(new URL(one.url()).pathname)
    else if (!one.url().startsWith('data:')) seen.foreign.push(one.url())
  })
  page.on('console', (one) => { if (one.type() === 'error') seen.errors.push(one.text()) })
  page.on('pageerror', (one) => seen.errors.push(String(one)))
  return seen
}
const isSideways = () => document.documentElement.scrollWidth > document.documentElement.clientWidth

// Press Tab through the page: what takes the focus, in order, and whether one can see that it has it.
const walk = async (page) => {
  const wanted = await page.evaluate(() => {
    const found = [...document.querySelectorAll('a[href], button, input, summary, video, [tabindex="0"]')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.hidden)
    globalThis.order = []
    const number = new Map(found.map((one, index) => [one, index]))
    document.addEventListener('focusin', ({ target }) => {
      if (target === document.body) return
      const drawn = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      const is = drawn(getComputedStyle(target)) || drawn(getComputedStyle(target, '::after')) || target.tagName === 'VIDEO'
      const box = target.getBoundingClientRect()
      globalThis.order.push([number.get(target) ?? -1, is && box.bottom > 0 && box.top < innerHeight, target.outerHTML.slice(0, 90)])
    })
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    return found.length
  })
  for (let left = wanted + 25; left > 0; left -= 1) {
    await page.keyboard.press('Tab')
    if (left < 26 && (await page.evaluate(() => document.activeElement === document.body || globalThis.order.length > 1 && globalThis.order.at(-1)[0] === 0))) break
  }
  const order = await page.evaluate(() => globalThis.order)
  const once = order.slice(0, order.findIndex(([index], at) => at > 0 && index === 0) + 1 || undefined)
  const stops = once.filter(([index], at) => !(at > 0 && index === 0)).filter(([index], at, all) => at === 0 || index !== all[at - 1][0])
  return {
    wanted, inOrder: stops.every(([index], at) => index === at), reached: stops.length,
    unseen: stops.filter(([, is]) => !is).map(([, , what]) => what), first: stops[0]?.[2] ?? '',
  }
}

// Let the fonts come after the first paint, as on a slow line, and add up how far the page jumps.
const jump = async (one, width) => {
  const page = await browser.newPage({ viewport: { width, height: 844 } })
  let letGo
  const painted = new Promise((done) => { letGo = done })
  await page.route('**/*.woff2', async (route) => { await painted; await route.continue() })
  await page.addInitScript(() => {
    globalThis.jumped = 0
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) globalThis.jumped += value }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(origin + one, { waitUntil: 'commit' })
  await page.evaluate(() => new Promise((done) => { new PerformanceObserver(done).observe({ type: 'paint', buffered: true }) }))
  letGo()
  await page.waitForLoadState()
  const jumped = await page.evaluate(async () => {
    await document.fonts.ready
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => { requestAnimationFrame(done) })
    return globalThis.jumped
  })
  await page.close()
  return jumped
}

const look = async (one) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'light', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const seen = watch(page)
  const answer = await page.goto(origin + one, { waitUntil: 'load' })
  const asked = [...seen.asked]
  await page.evaluate(axe)
  const found = { violations: [], incomplete: [], sideways: [] }
  for (const [width, scheme, whole] of VIEWS) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    const result = await page.evaluate((options) => globalThis.axe.run(document, options), { resultTypes: ['violations', 'incomplete'], preload: false, ...(whole ? {} : { runOnly: COLOURS }) })
    for (const kind of ['violations', 'incomplete']) {
      found[kind].push(...result[kind].map((rule) => ({
        view: `${width} ${scheme}`, id: rule.id, help: rule.help, nodes: rule.nodes.slice(0, 6).map((n) => `${n.target.join(' ')}: ${n.any[0]?.message ?? ''}`),
      })))
    }
    if (await page.evaluate(isSideways)) found.sideways.push(`${width} ${scheme}`)
    if (shots) await picture(page, one, width, scheme)
  }
  for (const [width, height] of NARROW) {
    await page.setViewportSize({ width, height })
    if (await page.evaluate(isSideways)) found.sideways.push(`${width} by ${height}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  const keyboard = await walk(page)
  await page.evaluate(() => document.querySelector('.skip').focus())
  await page.keyboard.press('Enter')
  keyboard.skips = await page.evaluate(() => document.activeElement?.id === 'main')
  await page.setViewportSize({ width: 390, height: 844 })
  keyboard.opens = await page.evaluate(() => document.querySelectorAll('details').length)
  for (let index = 0; index < keyboard.opens; index += 1) {
    const opened = await page.evaluate((at) => {
      const part = document.querySelectorAll('details')[at]
      part.querySelector('summary').focus()
      return part.open || !part.checkVisibility()
    }, index)
    if (opened) continue
    await page.keyboard.press('Enter')
    if (!(await page.evaluate((at) => document.querySelectorAll('details')[at].open, index))) keyboard.stuck = index
  }
  await context.close()
  found.jumps = [await jump(one, 390), await jump(one, 1280)]
  return { status: answer.status(), asked, foreign: seen.foreign, errors: seen.errors, keyboard, ...found }
}

const picture = async (page, one, width, scheme) => {
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager'
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
  })
  const name = one.replace(/^\/|\/$/g, '').replaceAll('/', '-') || 'home'
  await page.screenshot({ path: path.join(shots, `${name}-${width}${scheme === 'dark' ? '-dark' : ''}.png`), fullPage: true })
}

const closely = {}
for (const one of paths) closely[one] = await look(one)
const plain = {}
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
const page = await context.newPage()
for (const one of every) { // without scripts: the words are there all the same
  const seen = watch(page)
  const answer = await page.goto(origin + one, { waitUntil: 'load' })
  const [sideways, words] = await page.evaluate(() => [
    document.documentElement.scrollWidth > document.documentElement.clientWidth, document.querySelector('main').innerText.length,
  ])
  plain[one] = { status: answer.status(), foreign: seen.foreign, errors: seen.errors, sideways, words }
  page.removeAllListeners()
}
await browser.close()
console.log(JSON.stringify({ closely, plain }))
