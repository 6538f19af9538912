/** Opens the console in the page: words, theme, the line to the console, then React. */
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { connect } from './connection.ts'
import { startWords } from './i18n.ts'
import { followLive } from './live.ts'
import { applyPreferences, usePreferences } from './preferences.ts'

applyPreferences(usePreferences.getState())
usePreferences.subscribe(applyPreferences)
startWords()
connect()
followLive()

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
