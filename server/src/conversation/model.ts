import { z } from 'zod';

/** A language model behind an address of the form that OpenAI's has (POST …/chat/completions). */
export interface ModelConfig {
  readonly url: string;
  readonly name: string;
  readonly key?: string | undefined;
}

/** The environment variables of the model; without MODEL_URL there is none. */
export const modelEnvironment = {
  MODEL_URL: z.url({ protocol: /^https?$/, error: 'MODEL_URL must be an address such as https://host/v1' }).optional(),
  MODEL_NAME: z.string().default('default'),
  MODEL_KEY: z.string().optional(),
};

/** The model that the variables describe; null: free questions get the list of words. */
export const modelConfig = (values: z.infer<z.ZodObject<typeof modelEnvironment>>): ModelConfig | null =>
  values.MODEL_URL === undefined
    ? null
    : { url: values.MODEL_URL.replace(/\/$/, ''), name: values.MODEL_NAME, key: values.MODEL_KEY };

const toolCall = z.object({
  id: z.string(),
  type: z.literal('function').default('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});
const reply = z.object({
  role: z.literal('assistant').default('assistant'),
  content: z.string().nullish().default(null),
  tool_calls: z.array(toolCall).nullish().default(null),
});
const completion = z.object({ choices: z.array(z.object({ message: reply })).min(1) });

/** What a model says next: words, or tools that it wants called. */
export type ModelReply = z.output<typeof reply>;

/** One turn of a conversation with a model. */
export type ModelMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string }
  | ModelReply;

/** A tool as a model sees it: its name, what it does, and the schema of what it takes. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: object;
}

/** The model's next reply; throws when it does not answer, or with what is none. */
export async function nextReply(
  { url, name, key }: ModelConfig,
  messages: readonly ModelMessage[],
  tools: readonly ModelTool[],
  signal: AbortSignal,
): Promise<ModelReply> {
  const answer = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({
      model: name,
      temperature: 0,
      messages,
      tools: tools.map((fn) => ({ type: 'function', function: fn })),
    }),
    signal,
  });
  if (!answer.ok) throw new Error(`The model answered ${answer.status}`);
  const { choices } = completion.parse(await answer.json());
  const [first] = choices;
  if (!first) throw new Error('The model answered nothing');
  return first.message;
}
