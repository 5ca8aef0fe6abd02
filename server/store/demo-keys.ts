type Queryable = { query(text: string): Promise<{ rows: unknown[] }> }

/** The keys under which the example's proposals were made, `demo-3-of-16` for the third; empty without an example. */
export async function demoKeys(client: Queryable): Promise<readonly string[]> {
  const { rows } = await client.query("select client_key as key from proposal where client_key like 'demo-%'")
  return rows.map((row) => (row as { key: string }).key)
}

/** Whether an import from an old system came to its end. */
export async function hasLegacyRun(client: Queryable): Promise<boolean> {
  const { rows } = await client.query("select 1 from legacy_run where outcome = 'done' limit 1")
  return rows.length > 0
}
