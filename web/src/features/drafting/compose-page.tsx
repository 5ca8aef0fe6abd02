export function ComposePage({ id }: { readonly id: string | undefined }) { return <p>{id}</p> }
