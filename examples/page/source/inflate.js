// DEFLATE (RFC 1951), so that the modules may travel compressed, from a file as well, in every browser.

const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
  195, 227, 258];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A canonical Huffman code: how many codes there are of each length, and the symbols in their order. */
function huffman(lengths) {
  const counts = new Uint16Array(16), places = new Uint16Array(16), symbols = new Uint16Array(lengths.length);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  for (let i = 1; i < 16; i++) places[i] = places[i - 1] + counts[i - 1];
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[places[length]++] = symbol;
  });
  return {counts, symbols};
}

/** Decompresses what bundle.mjs compressed, of which the size is known. */
function inflate(input, size) {
  const output = new Uint8Array(size);
  let at = 0, bit = 0, filled = 0;

  const bits = (count) => {
    let value = 0;
    for (let i = 0; i < count; i++) {
      value |= ((input[at] >> bit) & 1) << i;
      if (++bit === 8) {
        bit = 0;
        at++;
      }
    }
    return value;
  };
  const symbol = ({counts, symbols}) => {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      const count = counts[length];
      if (code - first < count) return symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error("The module is damaged. Build the page again: ./dev page");
  };
  const dynamicCodes = () => {
    const literals = bits(5) + 257, distances = bits(5) + 1, used = bits(4) + 4, first = new Uint8Array(19);
    for (let i = 0; i < used; i++) first[codeLengthOrder[i]] = bits(3);
    const code = huffman(Array.from(first)), lengths = [];
    while (lengths.length < literals + distances) {
      const next = symbol(code);
      if (next < 16) lengths.push(next);
      else if (next === 16) lengths.push(...Array(3 + bits(2)).fill(lengths[lengths.length - 1]));
      else lengths.push(...Array(next === 17 ? 3 + bits(3) : 11 + bits(7)).fill(0));
    }
    return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
  };
  const fixedCodes = () => [
    huffman(Array.from({length: 288}, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
    huffman(Array(30).fill(5)),
  ];

  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      if (bit > 0) at++;
      bit = 0;
      const length = input[at] | (input[at + 1] << 8);
      output.set(input.subarray(at + 4, at + 4 + length), filled);
      at += 4 + length;
      filled += length;
      continue;
    }
    const [literals, distances] = kind === 2 ? dynamicCodes() : fixedCodes();
    for (let next; (next = symbol(literals)) !== 256;) {
      if (next < 256) {
        output[filled++] = next;
        continue;
      }
      const length = lengthBase[next - 257] + bits(lengthBits[next - 257]), code = symbol(distances);
      const extra = code < 4 ? 0 : (code >> 1) - 1;
      const distance = (code < 4 ? code + 1 : ((2 + (code & 1)) << extra) + 1) + bits(extra);
      for (let i = 0; i < length; i++, filled++) output[filled] = output[filled - distance];
    }
  }
  return output;
}
