export const LANGUAGES = ['curl', 'python', 'node', 'java'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Asked {
  /** The gateway's own address. */
  address: string;
  path: string;
  body: string;
}

/** The environment variable that holds the key in code that is copied. */
const KEY = 'GATEWAY_API_KEY';

/** Returns code that sends the same request to the gateway, with its key from the environment. */
export function snippet(language: Language, { address, path, body }: Asked): string {
  return WRITERS[language](address + path, body);
}

const WRITERS: Record<Language, (url: string, body: string) => string> = { curl, python, node, java };

function curl(url: string, body: string): string {
  return `curl -sS ${shell(url)} \\
  -H "Authorization: Bearer $${KEY}" \\
  -H 'Content-Type: application/json' \\
  --data-raw ${shell(body)}
`;
}

function python(url: string, body: string): string {
  return `import os
import urllib.error
import urllib.request

body = ${pythonText(body)}
request = urllib.request.Request(
    ${pythonText(url)},
    data=body.encode("utf-8"),
    headers={
        "Authorization": "Bearer " + os.environ.get("${KEY}", ""),
        "Content-Type": "application/json",
    },
)
try:
    with urllib.request.urlopen(request) as answer:
        for line in answer:
            print(line.decode("utf-8"), end="", flush=True)
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode("utf-8"))
`;
}

function node(url: string, body: string): string {
  return `const body = ${ascii(body)};

const answer = await fetch(${ascii(url)}, {
  method: 'POST',
  headers: {
    authorization: \`Bearer \${process.env.${KEY} ?? ''}\`,
    'content-type': 'application/json',
  },
  body,
});
console.error(answer.status);
for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) process.stdout.write(piece);
`;
}

function java(url: string, body: string): string {
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Call {
  public static void main(String[] args) throws Exception {
    var key = System.getenv().getOrDefault("${KEY}", "");
    var body = ${javaText(body)};
    var request =
        HttpRequest.newBuilder(URI.create(${ascii(url)}))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofLines());
      System.err.println(answer.statusCode());
      answer.body().forEach(System.out::println);
    }
  }
}
`;
}

/** Quotes a text for a POSIX shell, which expands nothing in it. */
function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A literal of JavaScript and Java: control characters and what is no ASCII are escaped. */
function ascii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Python takes surrogates for characters of their own. */
function pythonText(text: string): string {
  return JSON.stringify(text).replace(/[\u{7f}-\u{10ffff}]/gu, each => {
    const point = (each.codePointAt(0) ?? 0).toString(16);
    return point.length > 4 ? `\\U${point.padStart(8, '0')}` : `\\u${point.padStart(4, '0')}`;
  });
}

/** The most characters of a literal: the class file holds 65,535 bytes of each. */
const MOST_LITERAL = 16_000;

function javaText(text: string): string {
  if (text.length <= MOST_LITERAL) return ascii(text);
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += MOST_LITERAL) pieces.push(ascii(text.slice(at, at + MOST_LITERAL)));
  return `String.join(\n        "",\n        ${pieces.join(',\n        ')})`;
}
