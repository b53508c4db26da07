import js from '@eslint/js'
import stylistic from '@stylistic/eslint-plugin'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['node_modules/', '../wwwroot/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  stylistic.configs.customize({ indent: 2, quotes: 'single', semi: false, braceStyle: '1tbs' }),
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // vue-tsc knows the globals and the unused names of a template better than ESLint does.
      'no-undef': 'off',
    },
  },
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@stylistic/max-len': ['error', { code: 160, ignoreStrings: true, ignoreTemplateLiterals: true, ignorePattern: 'class="|d="' }],
      'curly': ['error', 'all'],
      // Get and set of a computed value read best side by side.
      '@stylistic/max-statements-per-line': ['error', { max: 2 }],
      'eqeqeq': 'error',
      'no-undef': 'off',
      'vue/max-attributes-per-line': ['error', { singleline: 6, multiline: 1 }],
      // Short elements stay readable on one line.
      'vue/singleline-html-element-content-newline': 'off',
      // Optional props are written with a type; undefined is their default.
      'vue/require-default-prop': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },
  { files: ['dev/**'], languageOptions: { globals: { ...globals.node } } },
)
