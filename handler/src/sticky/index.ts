/**
 * Groups that visitors keep, in a cookie that they cannot make up. A file of its own beside the bundle
 * (../../lazy-files.ts), for the deployments with `stickyExperiments`. As Statsig's server SDKs persist assignments: an
 * experiment's group is kept from when a visitor is first in one, for as long as the experiment is active.
 * @see https://docs.statsig.com/server/concepts/persistent_assignment
 * @see https://github.com/statsig-io/statsig-node/blob/main/src/Evaluator.ts
 */
import type { EvaluationResult } from '@statsig/on-device-eval-core/src/EvaluationResult';
import type { CloudFrontHeaders } from '../cloudfront';
import { findCookie } from '../cookies';
import { STICKY_COOKIE } from '../http-names';
import { _getUnitIDFromUser } from '../specs/client-core';
import type { SpecKey } from '../specs/graph';
import { type Entry, entriesIn, isCookie, MAX_ENTRIES, mayStandInCookie, textOf } from './cookie';
import { handOut, setOnResponse } from './hand-out';
import type { Core, KeptGroups, StatsigSpec, StatsigUser } from './kept';
import type { Sticky } from './loaded';
import { signerOf } from './signer';

type Rule = StatsigSpec['rules'][number];

export function stickyGroups(experiments: readonly string[], keys: readonly string[]): Sticky {
  const names = new Set(experiments);
  const { tagOf, sign, signedBy } = signerOf(keys);

  return { groupsOf, handOut, setOnResponse };

  function groupsOf(headers: CloudFrontHeaders, unkeptId: string | null): KeptGroups {
    const kept = new Set<SpecKey>();
    let entries = entriesIn(findCookie(headers, STICKY_COOKIE, isCookie) ?? '');
    let isChanged = false;

    return {
      kept,
      keep: (core, spec, user) => {
        if (spec.entity === 'layer') return keepInLayer(core, spec, user);
        // A gate may have the name of an experiment.
        if (spec.type !== 'dynamic_config' || !names.has(spec.name)) {
          return core.evaluate(spec, user);
        }
        const group = keptGroup(spec, user);
        if (group !== null) {
          kept.add(`config:${spec.name}`);
          return withGroup(core.evaluateAnew(spec, user), group);
        }
        const result = core.evaluate(spec, user);
        const isInGroup = result.is_experiment_group && result.bool_value;
        if (isInGroup && spec.isActive === true) begin(spec, user, result.rule_id);
        return result;
      },
      changedCookie: () => (isChanged ? textOf(entries) : null),
    };

    /** A layer gives what the experiment gives that the visitor is kept in, whichever it would hand over to now. */
    function keepInLayer(core: Core, layer: StatsigSpec, user: StatsigUser): EvaluationResult {
      for (const { configDelegate } of layer.rules) {
        if (!configDelegate || !names.has(configDelegate)) continue;
        const experiment = core.findConfig(configDelegate);
        const group = experiment && keptGroup(experiment, user);
        if (!group) continue;
        kept.add(`layer:${layer.name}`);
        return {
          ...withGroup(core.evaluateAnew(layer, user), group),
          allocated_experiment_name: experiment.name,
          explicit_parameters: experiment.explicitParameters ?? null,
        };
      }
      return core.evaluate(layer, user);
    }

    function keptGroup(spec: StatsigSpec, user: StatsigUser): Rule | null {
      const tag = tagOf(spec);
      const entry = entries.find((one) => one.tag === tag);
      if (entry === undefined) return null;
      if (spec.isActive !== true) {
        // It has ended, and begins anew if it is ever active again.
        replace(tag, null);
        return null;
      }
      const group = spec.rules.find(
        ({ id, isExperimentGroup }) => id === entry.rule && isExperimentGroup,
      );
      const unit = unitOf(spec, user);
      if (group === undefined || unit === null) return null;
      // Of another visitor, or of nobody's making: it may be right for who was here before.
      const key = signedBy(entry.signature, spec, unit, entry.rule);
      if (key === -1) return null;
      if (key > 0) replace(tag, { ...entry, signature: sign(spec, unit, entry.rule) });
      return group;
    }

    function begin(spec: StatsigSpec, user: StatsigUser, rule: string): void {
      const unit = unitOf(spec, user);
      if (unit === null || unit === unkeptId || !mayStandInCookie(rule)) return;
      const tag = tagOf(spec);
      replace(tag, { tag, rule, signature: sign(spec, unit, rule) });
    }

    function replace(tag: string, entry: Entry | null): void {
      const others = entries.filter((one) => one.tag !== tag);
      // The newest first: what an experiment that is no more has left goes at last.
      entries = (entry === null ? others : [entry, ...others]).slice(0, MAX_ENTRIES);
      isChanged = true;
    }
  }
}

/** Whom the experiment divides by; null for a visitor without such an id, who is one with all others without. */
function unitOf({ idType }: StatsigSpec, user: StatsigUser): string | null {
  return _getUnitIDFromUser(user, idType) || null;
}

/** The gates that an exposure is told with are those that the visitor passes now. */
function withGroup(evaluated: EvaluationResult, group: Rule): EvaluationResult {
  return {
    ...evaluated,
    unsupported: false,
    bool_value: true,
    rule_id: group.id,
    json_value: Object(group.returnValue),
    is_experiment_group: true,
    group_name: group.groupName ?? null,
  };
}
