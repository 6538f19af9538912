/** Two short tones for a new critical alarm, made by the browser itself; silent until the person has touched the page. */
import { create } from 'zustand'

/** True where the browser would not let a tone out; a click on the bell mends it. */
export const useSound = create<{ blocked: boolean }>()(() => ({ blocked: false }))

let context: AudioContext | null = null

/** Browsers let a page sound only after a click or a key; making the context earlier would be refused and logged. */
const touched = (): boolean => navigator.userActivation?.hasBeenActive ?? true

function tone(audio: AudioContext, at: number, hertz: number): void {
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'triangle'
  oscillator.frequency.value = hertz
  gain.gain.setValueAtTime(0.0001, at)
  gain.gain.exponentialRampToValueAtTime(0.25, at + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.28)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + 0.3)
}

/** Sounds once; tells whether it could. */
export async function beep(): Promise<boolean> {
  if (!touched()) {
    useSound.setState({ blocked: true })
    return false
  }
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') await context.resume()
    if (context.state !== 'running') throw new Error('suspended')
    tone(context, context.currentTime + 0.01, 880)
    tone(context, context.currentTime + 0.32, 660)
    useSound.setState({ blocked: false })
    return true
  } catch {
    useSound.setState({ blocked: true })
    return false
  }
}
