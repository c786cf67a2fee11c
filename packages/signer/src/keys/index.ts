export { importSigningKey, type KeyMaterial, type SigningKey } from './signing-key.js';
