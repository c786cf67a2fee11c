export {
  durableObjectStore,
  ViewerObject,
  type ViewerObjectContext,
  type ViewingsNamespace,
} from './viewings/index.js';
