import { describe, expect, it } from '@jest/globals';
import { type IResolvable, TerraformOutput, TerraformVariable } from 'cdktf';
import {
  both,
  type Condition,
  choose,
  isEqual,
  isSet,
  isUnset,
} from '../../../modules/terraform/condition';
import { synthesize } from '../../support/modules/synthesize';

function written(write: (value: string, flag: IResolvable) => unknown): unknown {
  const { output } = synthesize((stack) => {
    const value = new TerraformVariable(stack, 'value', {}).stringValue;
    const flag = new TerraformVariable(stack, 'flag', {}).booleanValue;
    new TerraformOutput(stack, 'written', { value: write(value, flag) });
  });
  return output.written?.value;
}

describe('a condition on a plain value', () => {
  it('is known', () => {
    expect([isSet('a'), isSet(null), isSet(undefined), isSet(false)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([isUnset('a'), isUnset(null), isUnset(undefined)]).toEqual([false, true, true]);
    expect([isEqual('a', 'a'), isEqual('b', 'a')]).toEqual([true, false]);
  });

  it('takes only the value that is chosen', () => {
    const never = (): never => {
      throw new Error('not to be looked at');
    };
    expect(choose(true, () => 1, never)).toBe(1);
    expect(choose(false, never, () => 2)).toBe(2);
  });
});

describe('a condition on an expression', () => {
  it('is left to Terraform', () => {
    expect(written((value) => isSet(value))).toBe('${var.value != null}');
    expect(written((value) => isUnset(value))).toBe('${var.value == null}');
    expect(written((value) => isEqual(value, 'a'))).toBe('${var.value == "a"}');
    expect(
      written((value, flag) =>
        choose(
          flag,
          () => value,
          () => 'b',
        ),
      ),
    ).toBe('${var.flag ? var.value : "b"}');
  });
});

describe('both', () => {
  it.each<[Condition, Condition, Condition]>([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])('folds %s and %s', (first, second, result) => {
    expect(both(first, second)).toBe(result);
  });

  it('leaves out what is known of a condition that Terraform decides', () => {
    expect(written((_, flag) => both(true, flag))).toBe('${var.flag}');
    expect(written((_, flag) => both(flag, true))).toBe('${var.flag}');
    expect(written((value, flag) => both(flag, isSet(value)))).toBe(
      '${var.flag && var.value != null}',
    );
    synthesize((stack) => {
      const flag = new TerraformVariable(stack, 'flag', {}).booleanValue;
      expect([both(false, flag), both(flag, false)]).toEqual([false, false]);
    });
  });
});
