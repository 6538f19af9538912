/** The v3 users every demo device knows: one per combination a branch is likely to meet. */
import type { User } from './agent/usm.ts'

/** These guard made-up readings on the loopback address; they are printed by the command line and are no secret. */
export const DEMO_USERS: readonly User[] = [
  { name: 'demo-open' },
  { name: 'demo-md5', auth: { protocol: 'md5', key: 'demo-auth-key' } },
  { name: 'demo-sha', auth: { protocol: 'sha', key: 'demo-auth-key' } },
  { name: 'demo-sha256', auth: { protocol: 'sha256', key: 'demo-auth-key' } },
  { name: 'demo-md5-des', auth: { protocol: 'md5', key: 'demo-auth-key' }, priv: { protocol: 'des', key: 'demo-priv-key' } },
  { name: 'demo-sha-aes', auth: { protocol: 'sha', key: 'demo-auth-key' }, priv: { protocol: 'aes', key: 'demo-priv-key' } },
  { name: 'demo-sha256-aes', auth: { protocol: 'sha256', key: 'demo-auth-key' }, priv: { protocol: 'aes', key: 'demo-priv-key' } },
]
