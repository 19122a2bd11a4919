/** Where the product answers Slack and those who install it. */
export const eventsPath = "/slack/events";
export const installPath = "/slack/install";
export const redirectPath = "/slack/oauth_redirect";
