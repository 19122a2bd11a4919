/**
 * Discord's Markdown cannot be switched off, so every text of ours, of cards and of people is escaped: no style, no
 * link, no mention, no timestamp and no list begins by accident.
 */

const zeroWidthSpace = "\u200b";

/** One paragraph or several; line breaks stay. */
export function escapeText(text: string): string {
  return (
    text
      .replaceAll("\r", "")
      // Brackets are enough against links: round ones alone begin nothing.
      .replace(/[\\*_~`|[\]<>]/g, "\\$&")
      .replace(/@(?=everyone|here)/gi, `@${zeroWidthSpace}`)
      .replace(/^([^\S\n]*)([#+-])(?=[#\s-]|$)/gm, "$1\\$2")
      .replace(/^([^\S\n]*)(\d+)([.)])(?=\s|$)/gm, "$1$2\\$3")
  );
}

/** For titles, labels of links and list items: one line. */
export function escapeLine(text: string): string {
  return escapeText(oneLine(text));
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Code within a sentence. Runs of backticks are broken up, so that none of them ends it. */
export function inlineCode(source: string): string {
  const text = oneLine(source).replace(/`(?=`)/g, `\`${zeroWidthSpace}`);
  if (text === "") return "";
  if (!text.includes("`")) return `\`${text}\``;
  return `\`\` ${text} \`\``;
}

/** A block of code; three backticks inside are broken up. */
export function codeBlock(source: string, language: string): string {
  const name = /^[a-z0-9+#-]{1,20}$/i.test(language) ? language.toLowerCase() : "";
  const text = source
    .replaceAll("\r", "")
    .replace(/`(?=`)/g, `\`${zeroWidthSpace}`)
    .replace(/\s+$/, "");
  return `\`\`\`${name}\n${text === "" ? " " : text}\n\`\`\``;
}

/** Null: nothing one should be led to. */
export function webAddress(url: string): string | null {
  if (!/^https?:\/\/[^\s]+$/i.test(url)) return null;
  return url.replace(/[<>()\\"]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
