import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { pageSettings } from './scripts/page-settings.js';

export default defineConfig({ ...pageSettings(), plugins: [svelte({ configFile: false })] });
