/** Where and when the examples stand: Ann of *ML spring*, on the evening of Wednesday, 10 March 2027. */
export const sampleZone = "Europe/Berlin";
export const sampleNowMs = Date.UTC(2027, 2, 10, 17, 41);
