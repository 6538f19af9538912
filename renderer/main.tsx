/** The page's beginning: words, theme, the line to the console, then React. */
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app/App.tsx'
import { connect } from './app/connection.ts'
import { startWords } from './app/i18n.ts'
import { followLive } from './app/live.ts'
import { applyPreferences, usePreferences } from './app/preferences.ts'
import './styles/global.css'

// The content security policy forbids eval, which zod would use to compile schemas.
z.config({ jitless: true })

applyPreferences(usePreferences.getState())
usePreferences.subscribe(applyPreferences)
startWords()
connect()
followLive()

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
