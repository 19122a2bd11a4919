import { AppError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type ApiAnswer, type SlackApi, textOf } from "./api.ts";
import type { Workspaces as Setup } from "./config.ts";
import type { SlackStore } from "./store.ts";
import type { TokenBox } from "./token-box.ts";

/** The workspaces the app is installed in: their tokens, and calls made with them. */
export interface Workspaces {
  /**
   * With one configured token: asks Slack whose it is. With many: encrypts stored tokens with the first key.
   * @throws AppError `configuration` when Slack refuses the token, or no key opens a stored one.
   */
  open(): Promise<void>;
  /** The configured workspace; null where there are many. */
  readonly only: { readonly team: string; readonly botUserId: string } | null;
  tokenOf(team: string): Promise<string | null>;
  /** Answers `not_installed` where there is no token. Rejects like `SlackApi`. */
  call(team: string, method: string, args: Record<string, unknown>): Promise<ApiAnswer>;
  /** Read again next time. */
  forget(team: string): void;
}

/** Slack no longer takes the token: it may have been replaced. */
const deadTokens = new Set(["account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed"]);

export function openWorkspaces(parts: {
  setup: Setup;
  store: SlackStore;
  box: TokenBox | null;
  api: (token: string) => SlackApi;
  log: Log;
}): Workspaces {
  const { setup, store, box } = parts;
  const known = new Map<string, { readonly token: string; readonly api: SlackApi }>();
  let only: { team: string; botUserId: string } | null = null;

  async function find(team: string) {
    const found = known.get(team);
    if (found || setup.kind === "one") return found ?? null;
    const stored = await store.workspace(team);
    const token = stored && box?.open(stored.team, stored.token);
    if (!token) return null;
    const workspace = { token, api: parts.api(token) };
    known.set(team, workspace);
    return workspace;
  }

  /** Stored tokens move to the first key, so that a former one can be left out after this start. */
  async function sealAnew(): Promise<void> {
    for (const { team, token } of await store.workspaces()) {
      if (box?.isOld(token)) await store.replaceToken(team, token, box.seal(team, box.open(team, token)));
    }
  }

  return {
    get only() {
      return only;
    },
    async open() {
      if (setup.kind === "many") return sealAnew();
      const api = parts.api(setup.token);
      const answer = await api("auth.test", {}).catch((cause: unknown) => {
        throw new AppError("platform", "Slack cannot be reached; check the network and SLACK_API_URL", { cause });
      });
      if (answer.kind !== "ok") {
        const why = answer.kind === "error" ? answer.code : "asked to come back later";
        throw new AppError(
          "configuration",
          `Slack does not take SLACK_BOT_TOKEN (${why}); copy the Bot User OAuth Token of "OAuth & Permissions" again`,
        );
      }
      only = { team: textOf(answer.data, "team_id"), botUserId: textOf(answer.data, "user_id") };
      known.set(only.team, { token: setup.token, api });
    },
    async tokenOf(team) {
      return (await find(team))?.token ?? null;
    },
    async call(team, method, args) {
      const workspace = await find(team);
      if (!workspace) return { kind: "error", code: "not_installed", detail: "the app is not installed there" };
      const answer = await workspace.api(method, args);
      if (answer.kind === "error" && deadTokens.has(answer.code) && setup.kind === "many") known.delete(team);
      return answer;
    },
    forget(team) {
      if (setup.kind === "many") known.delete(team);
    },
  };
}
