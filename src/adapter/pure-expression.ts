// Whether an expression may be evaluated more than once: a look at its text, no parser. What it cannot tell
// counts as having an effect.

/** Texts, characters and GDB's quoted file names say nothing about operators. */
const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
/** `(*)` of a cast, as in `(int (*)[4])p`, and the parameters in a C++ name, as in `f(int)::count`. */
const typeParts = /\(\s*\*+\s*\)|\([^()]*\)(?=::)/g;
const sizes = /\b(?:sizeof|_?[Aa]lignof)\s*\(/g;
/** `(char *)(x)` and `(unsigned long)(x)`; any other `)(` may call through a pointer. */
const castBeforeParenthesis =
  /\((?:[^()]*\*|(?:(?:const|volatile|unsigned|signed|char|short|int|long|float|double|_Bool|bool|u?int\d+_t|size_t|(?:struct|union|enum) \w+)\s*)+)\)\s*(?=\()/g;
const effects = [
  /\+\+|--/,
  /(?:^|[^=!<>])=(?!=)|<<=|>>=/,
  // A call: of a name, an element, a template, or what a parenthesis holds.
  /[\w$\])]\s*\(|\w>\(/,
];

/** False when evaluating it changes the target or calls into it. */
export function isPure(expression: string): boolean {
  const text = expression
    .replace(quoted, '0')
    .replace(typeParts, '')
    .replace(sizes, '(')
    .replace(castBeforeParenthesis, '');
  return !effects.some((effect) => effect.test(text));
}
