/** By the visitor's address, found by both sides: no header says a country here. */
import { expect, it } from '@jest/globals';
import { parseSpecs } from '../../handler/src/specs';
import { SpecGraph } from '../../handler/src/specs/graph';
import { ADDRESSES_6, addressOfEachCountry } from '../support/addresses';
import {
  compareThroughOwnFunction,
  compareThroughRoutes,
  namesIn,
} from '../support/specs-conformance';
import { identityOfVisitors, type Visitor } from '../support/specs-handler';
import { specsOfEverything } from '../support/specs-of-everything';
import { describeWithPublished, readPublished } from '../support/specs-published';
import { startReference } from '../support/specs-reference';

const { countryHeader: _, ...identity } = identityOfVisitors;

const visitors: Visitor[] = [...addressOfEachCountry(), ...ADDRESSES_6].map((ip, index) => ({
  stableID: `${String(index).padStart(8, '0')}-6b0c-4d0c-9d3f-3c1f0a5b8e11`,
  ...(index % 3 !== 0 && { userID: `visitor-${index}` }),
  ip,
}));

/** Those that look at the country, or rest on one that does. */
function namesByCountry(text: string) {
  const graph = new SpecGraph(parseSpecs(text), () => null);
  return namesIn(text).filter(({ kind, name }) =>
    [...graph.reach([`${kind}:${name}`])].some((key) =>
      graph.conditionsOf(key).some(({ type }) => type === 'ip_based'),
    ),
  );
}

async function compareByAddress(text: string): Promise<void> {
  const reference = await startReference(text);
  const names = namesByCountry(text);
  const { differences, compared, unknown, givingDefaults } = await compareThroughRoutes(
    text,
    reference,
    visitors,
    { identity },
    names,
  );
  reference.stop();
  expect(differences).toEqual([]);
  const evaluable = names.filter(({ kind, name }) => !(`${kind}:${name}` in givingDefaults));
  expect(compared + unknown).toBe(evaluable.length * visitors.length);
  // Of IPv6, and of addresses that are in no country.
  expect(unknown).toBeGreaterThan(0);
  expect(compared).toBeGreaterThan(200);
}

it('the project’s own specs are evaluated as by Statsig’s servers, from every country', () =>
  compareByAddress(JSON.stringify(specsOfEverything)));

it('by the address that a function of a user’s own gives, too', async () => {
  const text = JSON.stringify(specsOfEverything);
  const reference = await startReference(text);
  const { differences } = await compareThroughOwnFunction(text, reference, visitors.slice(0, 2), [
    { ip: '8.8.8.8' },
    { ip: '2001:db8::1' },
    { custom: { ip: '8.8.8.8' } },
    { custom: { country: 'SE' } },
    { country: 'de' },
  ]);
  reference.stop();
  expect(differences).toEqual([]);
});

for (const file of ['rulesets.json', 'small.json', 'medium.json']) {
  describeWithPublished(`${file}, from every country`, [file], () => {
    it('is evaluated as by Statsig’s servers', () => compareByAddress(readPublished(file)));
  });
}
