/** The few pages that the web host writes itself: a link that was used, a session that ended. In both languages, without any script. */
import { say, translator } from '../../../shared/i18n/words.ts'

const vi = translator('vi')
const en = translator('en')

/** `title` and `text` are keys under `error.`. */
export function plainPage(title: string, text: string): string {
  const part = (locale: 'vi' | 'en'): string => {
    const t = locale === 'vi' ? vi : en
    return `<section lang="${locale}"><h1>${escape(say(t, { key: `error.${title}` }))}</h1><p>${escape(say(t, { key: `error.${text}` }))}</p></section>`
  }
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Branchwatch</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/plain.css"></head>
<body><main><strong>Branchwatch</strong>${part('vi')}${part('en')}</main></body></html>`
}

/** The same for answers without a page. `key` is under `error.` */
export function plainText(key: string): string {
  return [vi, en].map((t) => `${say(t, { key: `error.${key}` })}\n`).join('')
}

export const PLAIN_CSS = `:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 'Be Vietnam Pro', system-ui, sans-serif }
main { max-width: 34rem; padding: 2rem }
h1 { font-size: 1.25rem; margin: 1.5rem 0 .25rem }
p { margin: 0 }
section + section { opacity: .75 }
`

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
