export { importSigningKey, parseKey, type KeyMaterial, type SigningKey } from './signing-key.js';
