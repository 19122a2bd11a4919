import type { Cohort } from "../../app/cohort/my-cohorts.ts";
import type { Group } from "../../app/cohort/read-group.ts";
import type { LearnerId } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { button, buttons, type Form, type Part, text, type View } from "../view.ts";
import { cut, dayName, shortDay } from "../wording.ts";

type Member = Group["members"][number];

const onPage = 20;

/** `/cohort members` (S8), twenty a page. */
export function membersView(group: Group, reader: LearnerId, page: number, done: string | null): View {
  const { cohort, members } = group;
  const pages = Math.max(1, Math.ceil(members.length / onPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = members.slice(at * onPage, (at + 1) * onPage);
  const parts: Part[] = done ? [text(done)] : [];
  parts.push({
    kind: "list",
    items: shown.map((member) => [{ kind: "plain", text: memberLine(group, member, reader) }]),
  });
  const others = shown.filter(({ learnerId }) => learnerId !== reader);
  if (others.length > 0) {
    parts.push({
      kind: "select",
      action: actionId("cohort-member", cohort.id),
      placeholder: texts.manageMember,
      options: others.map(({ learnerId, name }) => ({ label: cut(name, 70), value: String(learnerId) })),
    });
  }
  parts.push(
    buttons(
      button(texts.groupSettings, actionId("cohort-settings", cohort.id), "primary"),
      at > 0 && button(texts.earlier, actionId("cohort-members", cohort.id, at - 1)),
      at < pages - 1 && button(texts.more, actionId("cohort-members", cohort.id, at + 1)),
    ),
  );
  const title = cut(texts.membersTitle(cut(cohort.name, 60), members.length), 100);
  return { title, parts, fallback: cut(done ?? title, 300) };
}

function memberLine({ cohort, nowMs }: Group, member: Member, reader: LearnerId): string {
  const today = localTimeOf(nowMs, cohort.zone).day;
  const joined = localTimeOf(member.joinedAt, cohort.zone).day;
  const when = joined.slice(0, 4) === today.slice(0, 4) ? shortDay(joined) : dayName(joined, today);
  const name = member.learnerId === reader ? texts.you : cut(member.name, 32);
  return texts.memberLine(name, when, member.role === "organiser");
}

/** What can be done with one of them. */
export function memberView(cohort: Cohort, member: Member): View {
  const isOrganiser = member.role === "organiser";
  return {
    title: cut(member.name, 32),
    parts: [
      text(texts.memberOf(cohort.name, isOrganiser)),
      buttons(
        // Roles are given and taken on purpose, so they are not what is seen first.
        button(texts.setDayRight, actionId("member-day", cohort.id, member.learnerId), "primary"),
        isOrganiser
          ? button(texts.takeBack, actionId("member-take-back", cohort.id, member.learnerId))
          : button(texts.makeOrganiser, actionId("member-make-organiser", cohort.id, member.learnerId)),
        button(texts.remove, actionId("member-remove", cohort.id, member.learnerId), "danger"),
        button(texts.backToMembers, actionId("cohort-members", cohort.id)),
      ),
    ],
    fallback: cut(member.name, 32),
  };
}

/** What an organiser says of a day that should have counted. */
export function repairForm(cohortId: string, learnerId: string): Form {
  return {
    title: texts.dayForm.title,
    submit: texts.dayForm.submit,
    action: actionId("member-day-set", cohortId, learnerId),
    fields: [
      { kind: "date", name: "day", label: texts.day, hint: texts.dayHint, required: true },
      {
        kind: "line",
        name: "reason",
        label: texts.dayReason,
        hint: texts.dayReasonHint,
        required: true,
        maxLength: 100,
      },
    ],
  };
}

/** The safe way out is the primary one. */
export function removeMemberView(cohort: Cohort, member: Member): View {
  const words = texts.removeAsk(cut(member.name, 32), cohort.name);
  return {
    parts: [
      text(words),
      buttons(
        button(texts.keep, actionId("cohort-members", cohort.id), "primary"),
        button(texts.remove, actionId("member-remove-now", cohort.id, member.learnerId), "danger"),
      ),
    ],
    fallback: cut(words, 300),
  };
}
