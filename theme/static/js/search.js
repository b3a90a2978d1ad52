// The search page: asks Pagefind's index, which is fetched only when somebody searches.
// Without this file the form leads to the same page, which names the topics and the archive.

const box = document.getElementById('search')
const form = box.querySelector('form')
const field = form.elements.q
const said = box.querySelector('[role="status"]')
const list = box.querySelector('ol')
const words = box.dataset
const MOST = 20
let engine
let asked = 0

const load = async () => {
  const found = await import(`${words.base}/pagefind/pagefind.js`)
  await found.options({ baseUrl: `${words.base}/`, excerptLength: 24 })
  await found.init()
  for (const language of words.others.split(' ').filter(Boolean)) {
    // The same folder by another name: Pagefind passes over one that it knows.
    await found.mergeIndex(`${words.base}/pagefind/./`, { language, baseUrl: `${words.base}/` })
  }
  return found
}

// Only text and marks of an excerpt are taken over, whatever stands in it.
const excerpt = (html) => {
  const body = new DOMParser().parseFromString(html, 'text/html').body
  const line = document.createElement('p')
  for (const node of body.childNodes) {
    const part = document.createElement(node.nodeName === 'MARK' ? 'mark' : 'span')
    part.textContent = node.textContent
    line.append(part)
  }
  return line
}

const row = (page) => {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = page.url
  link.textContent = page.meta.title
  item.append(link, excerpt(page.excerpt))
  if (page.meta.lang && page.meta.lang !== document.documentElement.lang) item.lang = page.meta.lang
  return item
}

const search = async () => {
  const query = field.value.trim()
  const mine = ++asked
  if (!query) {
    list.replaceChildren()
    said.textContent = ''
    return
  }
  try {
    engine ??= load()
    const found = await (await engine).search(query)
    const pages = await Promise.all(found.results.slice(0, MOST).map((one) => one.data()))
    if (mine !== asked) return // something else was typed meanwhile
    list.replaceChildren(...pages.map(row))
    const text = { 0: words.none, 1: words.one }[pages.length] ?? words.many
    said.textContent = text.replace('{n}', found.results.length).replace('{q}', query)
  } catch {
    engine = undefined
    said.textContent = words.failed
  }
}

let waiting
field.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(search, 250)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(waiting)
  history.replaceState(null, '', `?q=${encodeURIComponent(field.value.trim())}`)
  search()
})
field.value = new URLSearchParams(location.search).get('q') ?? ''
search()
