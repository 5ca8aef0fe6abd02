/** How many cases a property tries; many more by hand: `npm run laws -- 100000`. */
export const propertyRuns = Number(process.env['KESSAI_PROPERTY_RUNS'] ?? 2000)
/** In CI always the same, so that what is red there is red because of what was changed; elsewhere another each time. */
const defaultSeed = process.env['CI'] === undefined ? Date.now() % 2 ** 31 : 20_261_126
/** What the cases are drawn from; told with every tally, so that a run can be had again. */
export const propertySeed = Number(process.env['KESSAI_PROPERTY_SEED'] ?? defaultSeed)
/** For `fc.assert`. */
export const sampled = { numRuns: propertyRuns, seed: propertySeed } as const
