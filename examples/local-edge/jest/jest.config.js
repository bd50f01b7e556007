/** In this checkout the package is TypeScript; one that comes from a registry needs no `transform`. */
module.exports = {
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
};
