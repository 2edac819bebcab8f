export { type Admitted, admit, admitBody, type DoorRefusal } from './admit.ts';
export { PAGE } from './pages.ts';
export { type DoorRequest, REQUESTS } from './requests.ts';
