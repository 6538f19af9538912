/** Catches a defect of a screen, so that the rest of the console stays usable; gives way when another place is opened. */
import { Component, type ReactNode } from 'react'
import { ErrorState } from '../components/Blank.tsx'

type State = { error: unknown; at: string }

export class Guard extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, at: '' }

  static getDerivedStateFromError(error: unknown): State {
    return { error, at: location.hash }
  }

  override componentDidMount(): void {
    addEventListener('hashchange', this.forgive)
  }

  override componentWillUnmount(): void {
    removeEventListener('hashchange', this.forgive)
  }

  forgive = (): void => {
    if (this.state.error !== null && this.state.at !== location.hash) this.setState({ error: null })
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: null })} />
  }
}
