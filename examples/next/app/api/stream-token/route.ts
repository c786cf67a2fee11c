import { getEndpoint } from '../../stream';

export const POST = (request: Request): Promise<Response> => getEndpoint()(request);
