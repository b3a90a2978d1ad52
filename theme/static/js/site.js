// What a page can add where scripts run; without this file nothing is missing.
// 1. "Open now": computed from the hours that the page shows, in the practice's own time zone.
// 2. A print button on handouts.
'use strict'

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
const spansOf = (node) => {
  const times = [...node.querySelectorAll('time[datetime*=":"]')].map((one) => one.dateTime)
  return times.flatMap((one, index) => (index % 2 ? [] : [[one, times[index + 1]]]))
}
const said = (text, [before, after]) => {
  const hour = Number(text.slice(0, 2))
  return `${hour % 12 || 12}:${text.slice(3, 5)} ${hour < 12 ? before : after}`
}

// The date, weekday (Monday is 0) and minute of the day where the practice is, `ahead` days from now.
const there = (zone, ahead) => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date())
  const part = Object.fromEntries(parts.map((one) => [one.type, one.value]))
  const day = new Date(Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day) + ahead))
  return {
    date: day.toISOString().slice(0, 10), weekday: (day.getUTCDay() + 6) % 7,
    minute: minutes(`${part.hour}:${part.minute}`),
  }
}

const tell = (line) => {
  const office = line.closest('[data-office]')
  const rows = [...office.querySelectorAll('.hours tbody tr')]
  const changes = new Map([...office.querySelectorAll('.changes li')].map(
    (one) => [one.querySelector('time').dateTime, spansOf(one)]))
  const names = rows.map((row) => row.dataset.day)
  const open = (day) => changes.get(day.date) ?? spansOf(rows[day.weekday].cells[1])
  const today = there(line.dataset.zone, 0)
  if (today.date > line.dataset.until) return // the page is old: changed hours may be missing
  rows[today.weekday].classList.add('today')
  const now = open(today).find(([from, to]) => minutes(from) <= today.minute && today.minute < minutes(to))
  const later = open(today).find(([from]) => today.minute < minutes(from))
  const words = line.dataset
  const at = (text) => said(text, words.halves.split(','))
  if (now) line.textContent = words.open.replace('{time}', at(now[1]))
  else if (later) line.textContent = words.today.replace('{time}', at(later[0]))
  else {
    for (let ahead = 1; ahead < 8; ahead += 1) {
      const day = there(line.dataset.zone, ahead)
      if (open(day).length && day.date <= line.dataset.until) {
        const text = ahead === 1 ? words.tomorrow : words.later.replace('{day}', names[day.weekday])
        line.textContent = text.replace('{time}', at(open(day)[0][0]))
        break
      }
    }
  }
  line.classList.toggle('is-open', Boolean(now))
  line.hidden = !line.textContent
}

for (const line of document.querySelectorAll('[data-zone]')) tell(line)
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => globalThis.print())
}
