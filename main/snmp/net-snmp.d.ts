/** The part of net-snmp that this room uses; the package brings no types of its own. */
declare module 'net-snmp' {
  import type { EventEmitter } from 'node:events'

  export type RawVarbind = { oid: string; type: number; value: unknown }
  export type Callback<T> = (error: Error | null, varbinds?: T) => void
  export class Session extends EventEmitter {
    get(oids: string[], done: Callback<RawVarbind[]>): this
    getNext(oids: string[], done: Callback<RawVarbind[]>): this
    getBulk(oids: string[], nonRepeaters: number, maxRepetitions: number, done: Callback<RawVarbind[][]>): this
    close(): this
  }
  export type Options = {
    version: number
    port: number
    timeout: number
    retries: number
    transport: 'udp4' | 'udp6'
    context: string
    reportOidMismatchErrors: boolean
    dgramModule: { createSocket(type: string): EventEmitter }
  }
  export type User = { name: string; level: number; authProtocol?: string; authKey?: string; privProtocol?: string; privKey?: string }
  export type Engine = { engineID: Buffer; engineBoots: number; engineTime: number }
  type Cipher = {
    encryptPdu(pdu: Buffer, priv: string, key: string, auth: string, engine: Engine): { encryptedPdu: Buffer; msgPrivacyParameters: Buffer }
    decryptPdu(pdu: Buffer, priv: string, salt: Buffer, key: string, auth: string, engine: Engine): Buffer
  }
  type Library = {
    createSession(target: string, community: string, options: Options): Session
    createV3Session(target: string, user: User, options: Options): Session
    Version1: number
    Version2c: number
    Version3: number
    SecurityLevel: { noAuthNoPriv: number; authNoPriv: number; authPriv: number }
    AuthProtocols: Record<string, string>
    PrivProtocols: Record<string, string>
    Authentication: {
      passwordToKey(authProtocol: string, password: string, engineID: Buffer): Buffer
    }
    Encryption: { algorithms: Record<string, Cipher> }
  }
  const library: Library
  export default library
}
