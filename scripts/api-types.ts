import { writeFile } from 'node:fs/promises';
import { API_TYPES_PATH, currentApiTypes } from './shared/api-types-file.ts';

// The types of the API that the phone is compiled with, written anew from its description.
await writeFile(API_TYPES_PATH, currentApiTypes());
