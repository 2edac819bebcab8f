import { apiDocument } from '@digiboost/server';
import { Validator } from '@seriousme/openapi-schema-validator';

// The API's description against the schema of OpenAPI itself.
const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(apiDocument())));
if (!valid) process.stdout.write(`${JSON.stringify(errors, null, 2)}\n`);
process.exitCode = valid ? 0 : 1;
