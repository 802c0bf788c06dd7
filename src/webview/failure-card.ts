// The card of "STM32: Show Launch Failure" and "STM32: Explain Log…", in the browser: what failed, the causes with what speaks
// for each, what to do, and what can be tried. It is drawn anew with each launch that failed and each log.

import type { Confidence } from '../findings/finding';
import type {
  CardCause,
  CardExperiment,
  CardFact,
  CardLine,
  FailureCard,
} from '../protocol/failure-card';
import type { FromFailureCard, ShowFailureCard } from '../protocol/webview-messages';
import { element } from './element';

declare function acquireVsCodeApi(): { postMessage(message: FromFailureCard): void };

const api = acquireVsCodeApi();

window.addEventListener('message', ({ data }: MessageEvent<ShowFailureCard>) => {
  draw(data.card);
  window.scrollTo(0, 0);
});
api.postMessage({ type: 'ready' });

/** A shape for each word, so that the difference is not in the colour alone. */
const marks: Readonly<Record<Confidence, readonly [mark: string, word: string]>> = {
  confirmed: ['●', 'Confirmed'],
  likely: ['◐', 'Likely'],
  possible: ['○', 'Possible'],
};

function draw(card: FailureCard): void {
  document.body.replaceChildren(
    element(
      'main',
      {},
      element(
        'header',
        {},
        element('p', { class: 'note' }, card.launch),
        element('h1', {}, card.step),
        ...(card.message === '' ? [] : [element('p', { class: 'message' }, card.message)]),
      ),
      ...(card.causes.length === 0 ? unknown(card) : known(card)),
      ...noise(card),
      ...(card.log === undefined ? [footer()] : []),
    ),
  );
}

function footer(): HTMLElement {
  return element(
    'footer',
    {},
    button('Copy Launch Report', { type: 'copyReport' }),
    button('Show Log', { type: 'showLog' }, 'secondary'),
  );
}

function known(card: FailureCard): readonly HTMLElement[] {
  const { causes } = card;
  const title = causes.length === 1 ? 'Cause' : 'Causes, the most probable first';
  return [
    element('h2', { id: 'causes' }, title),
    element(
      'ol',
      { class: 'causes', 'aria-labelledby': 'causes' },
      ...causes.map((cause, index) => causeItem(cause, index, card)),
    ),
  ];
}

function unknown(card: FailureCard): readonly HTMLElement[] {
  const { lastLines, log } = card;
  const why = 'Nothing that was said is a sign of a known cause.';
  const further = ' The launch report has all of it, for a forum or an issue.';
  return [
    element('h2', {}, 'The cause is not known'),
    element('p', {}, log === undefined ? why + further : why),
    ...(lastLines.length === 0
      ? []
      : [element('h3', {}, 'What was said last'), lines(lastLines, card)]),
  ];
}

function causeItem(cause: CardCause, index: number, card: FailureCard): HTMLElement {
  const { id, confidence, message, evidence, facts, fix, experiment } = cause;
  const titleId = `cause-${index}`;
  const [mark, word] = marks[confidence];
  return element(
    'li',
    { class: `cause ${confidence}`, 'aria-labelledby': titleId, 'data-cause': id },
    element(
      'p',
      { class: 'confidence' },
      element('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
      ` ${word}`,
    ),
    element('h3', { id: titleId }, message),
    ...(fix === '' ? [] : [section('What to do', ...paragraphs(fix))]),
    ...(evidence.length === 0 ? [] : [section('What was said', lines(evidence, card))]),
    ...(facts.length === 0 ? [] : [section('What was found', factList(facts))]),
    ...(experiment === undefined ? [] : [section('To find out', ...tryOut(experiment))]),
    element('p', { class: 'more' }, link(`About ${id}`, { type: 'explain', id })),
  );
}

function section(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  return element('section', {}, element('h4', {}, title), ...content);
}

function paragraphs(text: string): readonly HTMLElement[] {
  return text.split('\n').map((line) => element('p', {}, line));
}

function lines(said: readonly CardLine[], card: FailureCard): HTMLElement {
  return element('ul', { class: 'lines' }, ...said.map((line) => lineItem(line, card)));
}

function lineItem({ line, text, source }: CardLine, { log }: FailureCard, why?: string) {
  const who = source === undefined ? `line ${line}` : `${source}, line ${line}`;
  return element(
    'li',
    {},
    element('code', {}, text),
    element(
      'span',
      { class: 'where' },
      log?.canOpen === true ? link(who, { type: 'openLine', line }) : who,
      ...(why === undefined ? [] : [`: ${why}`]),
    ),
  );
}

function factList(facts: readonly CardFact[]): HTMLElement {
  return element(
    'ul',
    { class: 'facts' },
    ...facts.map(({ what, where, location }) =>
      element(
        'li',
        {},
        element('span', {}, what),
        location === undefined
          ? element('span', { class: 'where' }, where)
          : link(where, { type: 'open', location }),
      ),
    ),
  );
}

function tryOut({ text, button: offered }: CardExperiment): readonly HTMLElement[] {
  const words = element('p', {}, text);
  if (offered === undefined) return [words];
  const { label, action } = offered;
  return [words, element('p', {}, button(label, { type: 'try', action }))];
}

/** Folded: it is there for whoever wonders about these lines. */
function noise(card: FailureCard): readonly HTMLElement[] {
  const said = card.noise;
  if (said.length === 0) return [];
  const title =
    said.length === 1
      ? '1 line that looks like an error and means nothing here'
      : `${said.length} lines that look like errors and mean nothing here`;
  const list = element(
    'ul',
    { class: 'lines' },
    ...said.map((line) => lineItem(line, card, line.why)),
  );
  return [element('details', {}, element('summary', {}, title), list)];
}

function button(label: string, message: FromFailureCard, kind = 'primary'): HTMLElement {
  return clickable(label, message, kind);
}

function link(label: string, message: FromFailureCard): HTMLElement {
  return clickable(label, message, 'link');
}

function clickable(label: string, message: FromFailureCard, kind: string): HTMLElement {
  const made = element('button', { type: 'button', class: kind }, label);
  made.addEventListener('click', () => api.postMessage(message));
  return made;
}
