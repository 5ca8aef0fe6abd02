import { type ComponentType, lazy } from 'react'

type Page<Props> = ComponentType<Props> & { readonly preload: () => Promise<void> }

/**
 * A page whose code comes when it is wanted. Unlike a lazy component it is drawn at once when the code is there
 * already: React shows the waiting sign of a lazy one for a third of a second even then.
 */
export function page<Props extends object>(load: () => Promise<ComponentType<Props>>): Page<Props> {
  let Loaded: ComponentType<Props> | undefined
  const get = async () => (Loaded = await load())
  const Later = lazy(async () => ({ default: await get() })) as unknown as ComponentType<Props>
  function Shown(props: Props) {
    const Page = Loaded ?? Later
    return <Page {...props} />
  }
  return Object.assign(Shown, { preload: async () => void (await get()) })
}
