/**
 * What a function can do with files: read what it was given, write to /tmp alone, with paths relative to its folder.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Functions of node:fs by name: which arguments are paths, and which of these are written to. */
const PATHS = {
  ...each(['access', 'exists', 'lstat', 'opendir', 'readdir', 'readFile'], [0], []),
  ...each(['readlink', 'realpath', 'stat', 'statfs'], [0], []),
  ...each(['appendFile', 'chmod', 'chown', 'lchown', 'lutimes', 'mkdir', 'mkdtemp'], [0], [0]),
  ...each(['rm', 'rmdir', 'truncate', 'unlink', 'utimes', 'writeFile'], [0], [0]),
  ...each(['copyFile', 'cp', 'link'], [0, 1], [1]),
  ...each(['rename'], [0, 1], [0, 1]),
  // What a symbolic link says is not a path of this process.
  ...each(['symlink'], [1], [1]),
  // Whether it writes is a matter of its flags.
  ...each(['open'], [0], [0]),
};
const WRITING_FLAGS =
  fs.constants.O_WRONLY |
  fs.constants.O_RDWR |
  fs.constants.O_CREAT |
  fs.constants.O_TRUNC |
  fs.constants.O_APPEND;

/** Also for `node:fs/promises` and the streams, which open files with these functions. */
export function restrictFiles(folder) {
  for (const [name, paths] of Object.entries(PATHS)) {
    restrict(fs, name, paths, folder, failLater);
    restrict(fs, `${name}Sync`, paths, folder, failNow);
    restrict(fs.promises, name, paths, folder, (error) => Promise.reject(error));
  }
  syncBuiltinESMExports();
}

function each(names, paths, written) {
  return Object.fromEntries(names.map((name) => [name, { paths, written }]));
}

function restrict(module, name, { paths, written }, folder, fail) {
  const original = module[name];
  if (original === undefined) return;
  const restricted = function (...args) {
    for (const index of paths) args[index] = absolute(args[index], folder);
    const refused = written.find((index) => !isWritable(args[index], folder));
    const isOpen = name.startsWith('open');
    return refused === undefined || (isOpen && !writes(args[1]))
      ? original.apply(this, args)
      : fail(readOnly(name.replace(/Sync$/, ''), args[refused]), args);
  };
  // fs.realpath.native and the like.
  module[name] = Object.defineProperties(restricted, Object.getOwnPropertyDescriptors(original));
}

function failNow(error) {
  throw error;
}

function failLater(error, args) {
  process.nextTick(args.at(-1), error);
}

/** Unless it is the descriptor of an open file. */
function absolute(path, folder) {
  if (typeof path === 'string') return resolve(folder, path) + (path.endsWith(sep) ? sep : '');
  if (path instanceof URL) return fileURLToPath(path);
  return Buffer.isBuffer(path) ? resolve(folder, path.toString()) : path;
}

function isWritable(path, folder) {
  if (typeof path !== 'string') return true;
  const isInside = (parent) => path === parent || path.startsWith(parent + sep);
  return (isInside('/tmp') && !isInside(folder)) || isInside('/dev');
}

function writes(flags = 'r') {
  return typeof flags === 'number' ? (flags & WRITING_FLAGS) !== 0 : !/^(r|rs|sr)$/.test(flags);
}

function readOnly(syscall, path) {
  return Object.assign(new Error(`EROFS: read-only file system, ${syscall} '${path}'`), {
    errno: -30,
    code: 'EROFS',
    syscall,
    path,
  });
}
