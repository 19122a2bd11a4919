import type { Form, View } from "../../../src/chat/view.ts";

/** One case of a screen, as the product would show it: for the contract suites and the gallery. */
export type ViewExample =
  | { readonly screen: string; readonly name: string; readonly view: View }
  | { readonly screen: string; readonly name: string; readonly form: Form };
