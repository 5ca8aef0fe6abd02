/** The reading and approving page of one proposal. */
export function ProposalPage({ id }: { readonly id: string }) {
  return <article data-proposal={id} />
}
