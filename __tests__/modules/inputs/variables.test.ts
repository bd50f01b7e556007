import { describe, expect, it } from '@jest/globals';
import { inputs } from '../../../modules/inputs';
import { declareVariables } from '../../../modules/inputs/variables';
import { synthesize } from '../../support/modules/synthesize';

describe('declareVariables', () => {
  const { variable } = synthesize((stack) => {
    declareVariables(stack, { specs_file: 'sample.json' });
  });

  it('declares every input under its name, with its description', () => {
    expect(Object.keys(variable).sort()).toEqual(Object.keys(inputs).sort());
    expect(variable.timeout).toMatchObject({
      type: 'number',
      default: 5,
      nullable: false,
      description: inputs.timeout?.description,
    });
  });

  it('has a default for each but the client key', () => {
    const needed = Object.entries(variable).filter(
      ([, { default: byDefault }]) => byDefault === undefined,
    );
    expect(needed.map(([name]) => name)).toEqual(['statsig_client_key']);
  });

  it('lets null stand where an input may be left out, and keeps it from the rules', () => {
    expect(variable.certificate_arn).toMatchObject({ default: null });
    expect(variable.certificate_arn?.validation).toEqual([
      expect.objectContaining({
        condition: expect.stringMatching(/^\$\{var\.certificate_arn == null \? true : can\(/),
      }),
    ]);
  });

  it('takes other defaults for a stack', () => {
    expect(variable.specs_file).toMatchObject({ default: 'sample.json' });
  });

  it('types objects attribute by attribute', () => {
    expect(variable.access_logs?.type).toBe(
      'object({\n  bucket = string\n  prefix = optional(string, "")\n  include_cookies = optional(bool, false)\n})',
    );
  });
});
