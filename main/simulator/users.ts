/** The v3 users every demo device knows: one per combination a branch is likely to meet. */
import type { User } from './agent/usm.ts'

/** These guard made-up readings on the loopback address; they are printed by the command line and are no secret. */
const AUTH = 'demo-auth-key'
const PRIV = 'demo-priv-key'

const authOnly = (['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'] as const).map((protocol): User => ({
  name: `demo-${protocol}`,
  auth: { protocol, key: AUTH },
}))
const both = (
  [
    ['md5', 'des'],
    ['md5', 'aes'],
    ['sha', 'des'],
    ['sha', 'aes'],
    ['sha', 'aes192b'],
    ['sha', 'aes192r'],
    ['sha', 'aes256b'],
    ['sha', 'aes256r'],
    ['sha224', 'aes'],
    ['sha256', 'aes'],
    ['sha256', 'aes256b'],
    ['sha256', 'aes256r'],
    ['sha384', 'aes'],
    ['sha512', 'aes'],
    ['sha512', 'aes256b'],
  ] as const
).map(([auth, priv]): User => ({ name: `demo-${auth}-${priv}`, auth: { protocol: auth, key: AUTH }, priv: { protocol: priv, key: PRIV } }))

export const DEMO_USERS: readonly User[] = [{ name: 'demo-open' }, ...authOnly, ...both]
