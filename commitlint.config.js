/** Conventional Commits, as `CONTRIBUTING.md` describes them. The scopes are the packages and the parts of the repository. */
const SCOPES = [
  'element',
  'session',
  'react',
  'signer',
  'origin',
  'create',
  'protocol',
  'tests',
  'bench',
  'docs',
  'playground',
  'ci',
  'release',
  'deps',
];

export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'header-max-length': [2, 'always', 72],
    'body-max-line-length': [0],
    'scope-enum': [2, 'always', SCOPES],
    'subject-case': [2, 'never', ['sentence-case', 'start-case', 'pascal-case', 'upper-case']],
  },
};
