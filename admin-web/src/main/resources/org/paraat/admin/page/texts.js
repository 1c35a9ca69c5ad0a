/** The sentences of the page in the language of the page. */
let texts = {};

export async function load(assets, language) {
  const answer = await fetch(`${assets}/texts.${language}.json`);
  if (!answer.ok) {
    throw new Error(`no texts in ${language}: ${answer.status}`);
  }
  texts = await answer.json();
}

export function say(key, values = {}) {
  let text = texts[key] ?? key;
  for (const [name, value] of Object.entries(values)) {
    text = text.replaceAll(`{${name}}`, value);
  }
  return text;
}
