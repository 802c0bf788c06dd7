// Answers that are asked for once: whoever asks again, also while the first still waits, gets the same promise.

/** @returns `ask` with its answers kept by their key, as long as the function itself is. */
export function remember<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
}
