import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { pageSettings } from './scripts/page-settings.js';

export default defineConfig({
  ...pageSettings(),
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'secure-stream-player' } } })],
});
