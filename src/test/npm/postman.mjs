// Makes the Postman collection: node postman.mjs <openapi.json> <collection.json>
// The same document makes the same collection: no random ids, nothing made up.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [input, output] = process.argv.slice(2);
// Its packages are beside the folder that it is started in.
const { convertV2 } = createRequire(pathToFileURL(process.cwd() + '/'))('openapi-to-postmanv2');
const api = JSON.parse(readFileSync(input, 'utf8'));
// An answer that has no end is not for a collection that is run from end to end.
delete api.paths['/migrations/{id}/stream'];

// What stands for the ids in paths, and which answer it is taken from.
const VARIABLES = {
  id: 'migrationId',
  sub: 'sub',
  workosUserId: 'workosUserId',
  campaign: 'campaignId',
  reset: 'resetId',
};
const SAVES = {
  createMigration: { migrationId: 'body.id' },
  listUsers: { sub: 'body.items.find(user => user.workosUserId)?.sub' },
  showUser: { workosUserId: 'body.workosUserId' },
  mailUser: { resetId: 'body.id', campaignId: 'body.campaignId' },
  startPasswordResets: { campaignId: 'body.id' },
};
const LAST = ['cancelMigration', 'undoMigration', 'eraseMigration'];

function operationOf(request) {
  const path = '/' + request.url.path.map(part => part.replace(/^:(.*)/, '{$1}')).join('/');
  return api.paths[path][request.method.toLowerCase()];
}

function script(operation) {
  const lines = [
    `pm.test('answers as documented', () => pm.expect(${JSON.stringify(Object.keys(operation.responses).map(Number))}).to.include(pm.response.code));`,
    "pm.test('does not fail', () => pm.expect(pm.response.code).to.be.below(500));",
  ];
  const saved = SAVES[operation.operationId];
  if (saved) {
    lines.push('if (pm.response.code < 300) {', '  const body = pm.response.json();');
    for (const [variable, value] of Object.entries(saved)) {
      lines.push(`  if (!pm.environment.get('${variable}')) pm.environment.set('${variable}', ${value} ?? '');`);
    }
    lines.push('}');
  }
  return [{ listen: 'test', script: { type: 'text/javascript', exec: lines } }];
}

function described(text) {
  return text ? { content: text, type: 'text/markdown' } : undefined;
}

function requestOf(item) {
  const operation = operationOf(item.request);
  const { url, method, header, body } = item.request;
  return {
    operationId: operation.operationId,
    name: operation.summary,
    event: script(operation),
    request: {
      description: described(operation.description),
      method,
      // An answer without a body is asked for in no media type.
      header: header
        .filter(({ value }) => value !== 'application/problem+json')
        .map(({ key, value }) => ({ key, value })),
      ...(body?.mode ? { body } : {}),
      url: {
        raw: '{{baseUrl}}/' + url.path.join('/'),
        host: ['{{baseUrl}}'],
        path: url.path,
        query: query(operation),
        variable: url.variable.map(({ key }) => ({ key, value: variable(operation, key) })),
      },
    },
  };
}

function parameter(operation, name) {
  return operation.parameters.find(one => one.name === name);
}

function variable(operation, name) {
  return VARIABLES[name] ? `{{${VARIABLES[name]}}}` : String(parameter(operation, name).example);
}

// Only who is looked for has to be said.
function query(operation) {
  return (operation.parameters ?? [])
    .filter(one => one.in === 'query')
    .map(one => ({
      key: one.name,
      value: one.example === undefined ? String(one.schema?.default ?? '') : String(one.example),
      description: described(one.description),
      disabled: !(operation.operationId === 'diagnose' && one.name === 'email'),
    }));
}

function folders(converted) {
  const requests = converted.item.flatMap(folder => folder.item.map(item => ({ tag: folder.name, ...requestOf(item) })));
  const byTag = api.tags.map(tag => ({
    name: tag.name,
    description: described(tag.description),
    item: requests.filter(one => one.tag === tag.name && !LAST.includes(one.operationId)),
  }));
  const last = {
    name: 'At the end',
    description: described('What ends a migration, or takes it back.'),
    item: LAST.map(id => requests.find(one => one.operationId === id)),
  };
  return [...byTag, last].map(folder => ({
    ...folder,
    item: folder.item.map(({ tag, operationId, ...request }) => request),
  }));
}

convertV2(
  { type: 'json', data: api },
  { folderStrategy: 'Tags', parametersResolution: 'Example', requestNameSource: 'Fallback', schemaFaker: false },
  (error, result) => {
    if (error || !result.result) {
      console.error(error ?? result.reason);
      process.exit(1);
    }
    const collection = {
      info: {
        name: api.info.title,
        description: described(api.info.description),
        schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
      },
      auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
      item: folders(result.output[0].data),
    };
    writeFileSync(output, JSON.stringify(collection, null, 1) + '\n');
  },
);
