import { Component, type ReactNode } from 'react'

type Props = {
  readonly children: ReactNode
  /** Stands there instead of what could not be drawn. */
  readonly instead: ReactNode
  /** Where one is: elsewhere the children are drawn again. What can be drawn stays as it is when this changes. */
  readonly at?: string
}

type State = { readonly failed: boolean; readonly at: string | undefined }

/**
 * Keeps a part that cannot be drawn from taking the whole page away: above all code that is fetched late, and that a
 * newer version of the server does not have any more.
 */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: false, at: this.props.at }

  static getDerivedStateFromError(): Pick<State, 'failed'> {
    return { failed: true }
  }

  static getDerivedStateFromProps({ at }: Props, state: State): State | null {
    return at === state.at ? null : { failed: false, at }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
