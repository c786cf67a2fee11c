export { english as en } from './messages.js';
