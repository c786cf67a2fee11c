import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pageSettings } from './scripts/page-settings.js';

export default defineConfig({ ...pageSettings(), plugins: [react()] });
