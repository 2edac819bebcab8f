export { type Admitted, admit, admitBody, type DoorRefusal } from './admit.ts';
