export { durableObjectStore, type ViewingsNamespace } from './viewings/durable-object-store.js';
export { ViewerObject, type ViewerObjectContext } from './viewings/viewer-object.js';
