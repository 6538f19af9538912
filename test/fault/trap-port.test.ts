/** Port 162 without privilege: what the system says, and the sentence with what to do. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { portProblem } from '../../main/app/trap-port.ts'
import { LOCALES, say, translator } from '../../shared/i18n/words.ts'

const UNPRIVILEGED_FROM = '/proc/sys/net/ipv4/ip_unprivileged_port_start'

/** Opens the port as a user without rights; answers what it said. */
function asNobody(port: number): Promise<string> {
  const script = `import { openTrapPorts } from ${JSON.stringify(new URL('../../main/snmp/trap/sockets.ts', import.meta.url).href)}
    const opened = await openTrapPorts(${port}, () => {}, () => {})
    console.log('code' in opened ? opened.code : 'open')
    process.exit(0)`
  const node = [process.execPath, '--input-type=module', '-e', script]
  const isRoot = process.getuid?.() === 0
  const [command = '', ...args] = isRoot
    ? ['setpriv', '--reuid=65534', '--clear-groups', '--bounding-set=-all', '--inh-caps=-all', ...node]
    : node
  return new Promise((resolve, reject) => {
    execFile(command, args, (error, out) => (error ? reject(error) : resolve(out.trim())))
  })
}

describe('port 162', () => {
  it('cannot be opened without privilege where the system keeps it, and says so', async (context) => {
    const from = process.platform === 'linux' ? Number(readFileSync(UNPRIVILEGED_FROM, 'utf8')) : 0
    if (from <= 162) context.skip(`this system lets everybody open ports from ${from}`)
    expect(await asNobody(162)).toBe('EACCES')
  })

  it('has a sentence with the redirect, in both languages', () => {
    for (const locale of LOCALES) {
      const said = say(translator(locale), portProblem('EACCES', 162))
      expect(said).toContain('iptables -t nat -A PREROUTING -p udp --dport 162 -j REDIRECT --to-ports 1162')
      expect(said).toMatch(/Windows/)
      expect(say(translator(locale), portProblem('EACCES', 5162))).not.toContain('iptables')
      for (const code of ['EADDRINUSE', 'EADDRNOTAVAIL']) expect(say(translator(locale), portProblem(code, 162))).toContain('162')
    }
  })
})
