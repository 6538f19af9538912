/** The page's beginning: words, theme, the line to the console, then React. */
import './app/zod.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { connect } from './app/connection.ts'
import { startWords } from './app/i18n.ts'
import { followLive } from './app/live.ts'
import { applyPreferences, usePreferences } from './app/preferences.ts'
import './styles/global.css'

applyPreferences(usePreferences.getState())
usePreferences.subscribe(applyPreferences)
startWords()
connect()
followLive()

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
