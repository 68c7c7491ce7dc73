import type { CodegenConfig } from '@graphql-codegen/cli';

// Reads the contract between app and server, so no server is needed. Writes types and one function, graphql().
const config: CodegenConfig = {
  schema: 'graph/*.graphqls',
  documents: ['frontend/src/**/*.{ts,tsx}', '!frontend/src/gql/**'],
  ignoreNoDocuments: true,
  silent: true,
  generates: {
    'frontend/src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { ID: 'string', Time: 'string', JSON: 'unknown' },
        strictScalars: true,
        skipTypename: true,
        avoidOptionals: { field: true, object: false, inputValue: false, defaultValue: false },
      },
    },
  },
};

export default config;
