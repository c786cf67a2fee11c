import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { h } from 'vue';
import BillCalculator from './BillCalculator.vue';
import LiveDemo from './LiveDemo.vue';
import Playground from './Playground.vue';
import { useMainLandmark } from './main-landmark.ts';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(LiveDemo, { name: 'start' }) }),
  setup: useMainLandmark,
  enhanceApp({ app }) {
    app.component('BillCalculator', BillCalculator).component('LiveDemo', LiveDemo).component('Playground', Playground);
  },
} satisfies Theme;
