/** How many cases a property tries; many more by hand: `npm run laws -- 100000`. */
export const propertyRuns = Number(process.env['KESSAI_PROPERTY_RUNS'] ?? 2000)
/** What the cases are drawn from; told with every tally, so that a run can be had again. */
export const propertySeed = Number(process.env['KESSAI_PROPERTY_SEED'] ?? Date.now() % 2 ** 31)
/** For `fc.assert`. */
export const sampled = { numRuns: propertyRuns, seed: propertySeed } as const
