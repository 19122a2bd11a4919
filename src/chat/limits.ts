/**
 * Limits every view and form must keep, so that each platform can show it (screens, section 2). The contract suite
 * checks all example views against them; platforms have tables of their own in `platforms/x/limits.ts`.
 */
export const viewLimits = {
  text: 3_600,
  parts: 12,
  buttonRows: 3,
  buttonsInRow: 5,
  selects: 1,
  ticks: 2,
  pictures: 2,
  title: 100,
  heading: 100,
  buttonLabel: 34,
  fields: 10,
  fieldLabel: 40,
  fieldValue: 200,
  alt: 1_000,
  fallback: 300,
  actionId: 100,
  options: 10,
  selectOptions: 25,
  optionLabel: 70,
  optionDescription: 70,
  optionValue: 75,
  placeholder: 100,
} as const;

export const formLimits = {
  title: 24,
  submit: 24,
  introAndFields: 5,
  label: 45,
  hint: 100,
  line: 200,
  paragraph: 2_000,
  intro: 600,
} as const;
