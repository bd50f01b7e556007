/**
 * Finds the handler in the function's folder and imports it, as Lambda's runtime does with the handler `index.handler`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/UserFunction.js
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

/** Rejects with an error whose name is Lambda's, where Lambda has one for it. */
export async function loadHandler(folder, runtime) {
  const { handler } = await importFunction(folder);
  if (!handler)
    throw named('Runtime.HandlerNotFound', 'index.handler is undefined or not exported');
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', 'index.handler is not a function');
  }
  if (runtime === 'nodejs24.x' && handler.length >= 3) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
        'Make the handler async (event, context), see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return handler;
}

/** One of Lambda's own errors. Its stack would show nothing of the function's. */
export function named(name, message) {
  return Object.assign(new Error(message), { name, stack: `${name}: ${message}` });
}

/** An error as the function's log has it. */
export function textOf(error) {
  return isLambdas(error) ? error.stack : format(error);
}

export function isLambdas(error) {
  return String(error?.name).startsWith('Runtime.');
}

/** In this order: a zip that holds several runs the first. */
async function importFunction(folder) {
  const file = ['index.js', 'index.mjs', 'index.cjs']
    .map((name) => join(folder, name))
    .find(existsSync);
  if (file === undefined)
    throw named('Runtime.ImportModuleError', "Error: Cannot find module 'index'");
  try {
    return isCommonJs(file) ? createRequire(file)(file) : await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw renamed(error, 'Runtime.UserCodeSyntaxError');
    if (error?.code === 'MODULE_NOT_FOUND') throw renamed(error, 'Runtime.ImportModuleError');
    throw error;
  }
}

function isCommonJs(file) {
  return (
    file.endsWith('.cjs') || (file.endsWith('.js') && typeOfPackage(dirname(file)) !== 'module')
  );
}

/** The `type` in the nearest package.json. */
function typeOfPackage(folder) {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type;
  const parent = dirname(folder);
  return parent === folder ? undefined : typeOfPackage(parent);
}

function renamed(error, name) {
  // The stack of a file that cannot be parsed begins with its name and line.
  return Object.assign(new Error(error.message), { name, stack: `${name}: ${error.stack}` });
}
