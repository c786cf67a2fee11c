import '@secure-stream/element/player';
import '@secure-stream/element/vue';
import { createApp } from 'vue';
import '../style.css';
import App from './App.vue';

createApp(App).mount('#app');
