import { accessLogDelivery } from './access-log-delivery';
import { cacheBehavior } from './cache-behavior';
import { createdPolicies } from './created-policies';
import { customErrorResponse } from './custom-error-response';
import { distribution } from './distribution';
import { edgeFunction } from './edge-function';
import { executionRole } from './execution-role';
import { general } from './general';
import type { Inputs } from './input';
import { logs } from './logs';
import { monitoring } from './monitoring';
import { orderedCacheBehaviors } from './ordered-cache-behaviors';
import { origin } from './origin';
import { rollOut } from './roll-out';
import { specsStore } from './specs-store';
import { statsig } from './statsig';
import { sync } from './sync';

/**
 * The one list of inputs, by what they are about. From it come the properties of the constructs (`npm run generate`),
 * the variables of the app and of the Terraform module, their defaults, their documentation and their checks.
 */
export const sections: Readonly<Record<string, Inputs>> = {
  General: general,
  Statsig: statsig,
  Specs: specsStore,
  Sync: sync,
  'Edge function': edgeFunction,
  'Execution role': executionRole,
  Logs: logs,
  Distribution: { ...distribution, ...accessLogDelivery, ...customErrorResponse },
  Origin: origin,
  'Cache behaviors': { ...cacheBehavior, ...orderedCacheBehaviors },
  Policies: createdPolicies,
  'Roll-out': rollOut,
  Monitoring: monitoring,
};

/** Every input of every section. */
export const inputs: Inputs = Object.assign({}, ...Object.values(sections));
