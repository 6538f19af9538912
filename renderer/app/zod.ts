/** Set before any schema is made (imported first of all): the content security policy forbids eval, which zod would use to compile schemas. */
import { z } from 'zod'

z.config({ jitless: true })
