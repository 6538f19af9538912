/** The words of the command line: options, numbers, addresses, secrets, language, folders, and the sentence for each wrong one. */
import { describe, expect, it } from 'vitest'
import { say, translator } from '../../../shared/i18n/words.ts'
import { browserCommand } from '../../../main/hosts/cli/browser.ts'
import { columns } from '../../../main/hosts/cli/columns.ts'
import { Failure, flag, oneOf, parse, text, whole, type Command } from '../../../main/hosts/cli/command.ts'
import { readAddress } from '../../../main/hosts/cli/commands/probe.ts'
import { chooseLocale, langOf } from '../../../main/hosts/cli/language.ts'
import { readSecret } from '../../../main/hosts/cli/secret.ts'
import { dataFolder } from '../../../main/hosts/folders.ts'

const command: Command = {
  options: {
    demo: { type: 'string' },
    port: { type: 'string' },
    kind: { type: 'string' },
    json: { type: 'boolean' },
    version: { type: 'string' },
    community: { type: 'string' },
    user: { type: 'string' },
    auth: { type: 'string' },
    priv: { type: 'string' },
  },
  bare: { demo: '300' },
  words: [0, 1],
  run: () => Promise.resolve(0),
}
const read = (...args: string[]) => parse(command, args)
const t = translator('en')

/** The sentence and the exit code of what goes wrong. */
function refusal(work: () => unknown): { said: string; code: number } {
  try {
    work()
  } catch (problem) {
    if (problem instanceof Failure) return { said: say(t, problem.phrase), code: problem.code }
    throw problem
  }
  throw new Error('nothing was refused')
}

describe('options', () => {
  it('takes an option that may stand alone', () => {
    expect(text(read('--demo'), 'demo')).toBe('300')
    expect(text(read('--demo', '3000'), 'demo')).toBe('3000')
    expect(text(read('--demo=12'), 'demo')).toBe('12')
    expect(text(read('--demo', '--json'), 'demo')).toBe('300')
    expect(flag(read('--demo', '--json'), 'json')).toBe(true)
  })

  it.each([
    [['--prot', '1'], 'There is no option “--prot”.'],
    [['--port'], 'The option --port needs a value.'],
    [['--json=yes'], 'The option --json takes no value.'],
    [['one', 'two'], 'The word “two” is one too many.'],
  ])('refuses %j in one sentence', (args, said) => {
    expect(refusal(() => read(...args))).toEqual({ said, code: 2 })
  })

  it('takes whole numbers within their limits only', () => {
    expect(whole(read('--port', '8080'), 'port', 0, 65_535)).toBe(8080)
    expect(whole(read(), 'port', 0, 65_535)).toBeUndefined()
    for (const wrong of ['-1', '65536', '1.5', '0x10', 'abc', '1e3'])
      expect(refusal(() => whole(read(`--port=${wrong}`), 'port', 0, 65_535)).said).toBe(
        `--port must be a whole number from 0 to 65535, not “${wrong}”.`,
      )
  })

  it('takes a choice in any case', () => {
    expect(oneOf(read('--kind', 'CSV'), 'kind', ['csv', 'text'])).toBe('csv')
    expect(refusal(() => oneOf(read('--kind', 'pdf'), 'kind', ['csv', 'text'])).said).toContain('csv, text')
  })
})

describe('device address', () => {
  it.each([
    ['10.0.0.1', { host: '10.0.0.1', port: 161 }],
    ['hub-7.branch.vn:1161', { host: 'hub-7.branch.vn', port: 1161 }],
    ['::1', { host: '::1', port: 161 }],
    ['[fe80::1]:1610', { host: 'fe80::1', port: 1610 }],
  ])('reads %s', (given, expected) => expect(readAddress(given)).toEqual(expected))

  it.each(['', 'host:0', 'host:70000', 'host:abc', 'two words', 'a/b'])('refuses “%s”', (given) => {
    expect(refusal(() => readAddress(given)).code).toBe(2)
  })
})

describe('secret', () => {
  it('takes public where nothing was said', () => expect(readSecret('2c', read())).toEqual({ version: '2c', community: 'public' }))

  it('reads v3 with its protocols in the field’s spelling', () => {
    const parsed = read('--user', 'ops', '--auth', 'SHA-256:maplesyrup', '--priv', 'AES128:maplesyrup')
    expect(readSecret('3', parsed)).toEqual({
      version: '3',
      user: 'ops',
      auth: { protocol: 'sha256', key: 'maplesyrup' },
      priv: { protocol: 'aes', key: 'maplesyrup' },
    })
  })

  it('tells the two ways to longer keys apart', () => {
    const privOf = (word: string) => readSecret('3', read('--user', 'ops', '--auth', 'sha:maplesyrup', '--priv', `${word}:maplesyrup`))
    expect(privOf('AES-192-R')).toMatchObject({ priv: { protocol: 'aes192r', key: 'maplesyrup' } })
    expect(privOf('aes192b')).toMatchObject({ priv: { protocol: 'aes192b', key: 'maplesyrup' } })
    expect(refusal(() => privOf('aes192')).said).toContain('aes192b, aes192r')
  })

  it('takes a key without a protocol whole, colons included', () => {
    expect(readSecret('3', read('--user', 'ops', '--auth', 'a:key:of:mine'))).toMatchObject({
      auth: { protocol: 'sha', key: 'a:key:of:mine' },
    })
  })

  it.each([
    ['3', [], 'The option --user is needed.'],
    ['3', ['--user', 'ops', '--priv', 'aes:maplesyrup'], 'The option --auth is needed.'],
    ['3', ['--user', 'ops', '--auth', 'sha:short'], '--auth must have at least 8 characters.'],
    ['3', ['--user', 'ops', '--auth', 'sha:maplesyrup', '--priv', 'aes256b:1234567'], '--priv must have at least 8 characters.'],
    ['3', ['--user', 'ops', '--community', 'x'], 'The option --community goes with --version 1|2c only.'],
    ['2c', ['--user', 'ops'], 'The option --user goes with --version 3 only.'],
  ] as const)('v%s with %j is refused', (version, args, said) => {
    expect(refusal(() => readSecret(version, read(...args))).said).toBe(said)
  })
})

describe('language', () => {
  it.each([
    [undefined, { LANG: 'vi_VN.UTF-8' }, 'vi'],
    [undefined, { LANG: 'en_US.UTF-8' }, 'en'],
    [undefined, { LC_ALL: 'C', LANG: 'vi_VN' }, 'en'],
    ['vi', { LANG: 'en_US' }, 'vi'],
    ['en', { LANG: 'vi_VN' }, 'en'],
  ] as const)('asked %s with %j is %s', (asked, env, expected) => expect(chooseLocale(asked, env)).toBe(expected))

  it('is found in both spellings', () => {
    expect(langOf(['serve', '--lang', 'vi'])).toBe('vi')
    expect(langOf(['serve', '--lang=en'])).toBe('en')
    expect(langOf(['serve'])).toBeUndefined()
  })
})

describe('places', () => {
  it('keeps data where each system keeps it', () => {
    expect(dataFolder({}, 'linux', '/home/an')).toBe('/home/an/.local/share/branchwatch')
    expect(dataFolder({ XDG_DATA_HOME: '/data' }, 'linux', '/home/an')).toBe('/data/branchwatch')
    expect(dataFolder({}, 'darwin', '/Users/an')).toBe('/Users/an/Library/Application Support/Branchwatch')
    expect(dataFolder({ APPDATA: 'C:/Users/an/AppData/Roaming' }, 'win32', 'C:/Users/an')).toMatch(/Roaming.Branchwatch$/)
  })

  it('opens a browser only where there is one', () => {
    expect(browserCommand('http://x', {}, 'linux')).toBeNull()
    expect(browserCommand('http://x', { DISPLAY: ':0' }, 'linux')).toEqual(['xdg-open', 'http://x'])
    expect(browserCommand('http://x', {}, 'darwin')).toEqual(['open', 'http://x'])
    expect(browserCommand('http://x', {}, 'win32')?.at(-1)).toBe('http://x')
  })
})

it('lays out columns by what is seen, accents included', () => {
  expect(
    columns([
      ['Hà', 'x'],
      ['Ha\u0300 Nội'.normalize('NFD'), 'y'],
    ]),
  ).toEqual(['Hà      x', `${'Hà Nội'.normalize('NFD')}  y`])
})
