import type { APIRoute } from 'astro';
import { createEndpoint } from '../../../server/endpoint.ts';

const endpoint = createEndpoint(process.env);

export const ALL: APIRoute = ({ request }) => endpoint(request);
