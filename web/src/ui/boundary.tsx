import { Component, type ReactNode } from 'react'

type Props = {
  readonly children: ReactNode
  /** Stands there instead of what could not be drawn. */
  readonly instead: ReactNode
}

/**
 * Keeps a part that cannot be drawn from taking the whole page away: above all code that is fetched late, and that a
 * newer version of the server does not have any more.
 */
export class Boundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
