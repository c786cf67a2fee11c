import { endpoint } from '../../endpoint.js';

export const prerender = false;
export const ALL = ({ request }) => endpoint(request);
