/** What opens a device, from the words of the command line. */
import { AuthProtocol, PrivProtocol, SHORTEST_PASSPHRASE, type Secret, type SnmpVersion } from '../../../shared/model/device.ts'
import { text, usage, type Parsed } from './command.ts'

/** A word before the colon that means a way, if one that there is not: it must not become part of a key. */
const LIKE_A_PROTOCOL = /^(?:hmac|md|sha|3?des|aes)\w*$/

export function readSecret(version: SnmpVersion, parsed: Parsed): Secret {
  if (version !== '3') {
    const wrong = ['user', 'auth', 'priv'].find((name) => text(parsed, name) !== undefined)
    if (wrong !== undefined) throw usage('together', { option: `--${wrong}`, version: '3' })
    return { version, community: text(parsed, 'community') ?? 'public' }
  }
  if (text(parsed, 'community') !== undefined) throw usage('together', { option: '--community', version: '1|2c' })
  const user = text(parsed, 'user')
  if (user === undefined) throw usage('needsOption', { option: '--user' })
  const auth = readKey(parsed, 'auth', AuthProtocol.options, 'sha')
  const priv = readKey(parsed, 'priv', PrivProtocol.options, 'aes')
  if (priv && !auth) throw usage('needsOption', { option: '--auth' })
  return { version, user, auth, priv }
}

/** `how:key`; a key alone is taken with what equipment most often speaks. */
function readKey<T extends string>(
  parsed: Parsed,
  name: string,
  protocols: readonly T[],
  usual: T,
): { protocol: T; key: string } | undefined {
  const given = text(parsed, name)
  if (given === undefined) return undefined
  const colon = given.indexOf(':')
  // Field notes write SHA-256 and AES128: dashes and case carry nothing, and 128 is what plain AES is.
  const how = given.slice(0, Math.max(0, colon)).toLowerCase().replaceAll('-', '')
  const protocol = protocols.find(
    (choice) => choice === how || (choice === 'aes' && how === 'aes128') || (choice === 'sha' && how === 'sha1'),
  )
  if (protocol === undefined && LIKE_A_PROTOCOL.test(how))
    throw usage('protocol', { option: `--${name}`, given: how, choices: protocols.join(', ') })
  const key = protocol === undefined ? given : given.slice(colon + 1)
  if (key.length < SHORTEST_PASSPHRASE) throw usage('passphrase', { option: `--${name}` })
  return { protocol: protocol ?? usual, key }
}
