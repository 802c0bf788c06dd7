// The types of a complete launch, derived from the attribute table. Values only; made by resolve-args.ts.

import type { attributes, AttributeName, Request } from './attributes';

type Table = typeof attributes;

type ValueOf<A> = A extends { type: 'string'; values: readonly (infer V)[] }
  ? V
  : A extends { type: 'string' }
    ? string
    : A extends { type: 'boolean' }
      ? boolean
      : A extends { type: 'number' }
        ? number
        : A extends { type: 'strings' }
          ? readonly string[]
          : A extends { type: 'object'; members: infer M }
            ? { readonly [K in keyof M]: ValueOf<M[K]> }
            : Readonly<Record<string, string>>;

/** How a target is reset; see the attribute. */
export type ResetStrategy = (typeof attributes)['resetStrategy']['values'][number];

type Resolved<A> = A extends { default: unknown } ? ValueOf<A> : ValueOf<A> | undefined;

/** Attributes that another one replaces are gone after resolving. */
type Kept = {
  [N in AttributeName]: Table[N] extends { replacedBy: string } ? never : N;
}[AttributeName];

/** Every attribute with its default applied and the older names folded in; paths are absolute. */
export type LaunchArgs = { readonly [N in Kept]: Resolved<Table[N]> } & {
  readonly request: Request;
  /** VS Code runs a task before the launch, which may have started something that is not ready yet. */
  readonly hasPreLaunchTask: boolean;
};
