/** The page's beginning. Schemas look at zod's settings when they are made, so these are set before any module with a schema is loaded. */
import { z } from 'zod'
import './styles/global.css'

// The content security policy forbids eval, which zod would use to compile schemas.
z.config({ jitless: true })

void import('./app/start.tsx')
