package dev.slipway.disk.deflate;

/** Writes one block with codes of its own (RFC 1951, section 3.2.7). */
final class BlockWriter {
  private final HuffmanCode literals = new HuffmanCode(Tokens.LITERALS, 15);
  private final HuffmanCode distances = new HuffmanCode(Tokens.DISTANCES, 15);
  private final CodeLengths codeLengths = new CodeLengths();

  /** For each literal, and from 256 on for each match length: what is written for it. */
  private final int[] lengthBits = new int[256 + 259];

  /** For each distance symbol what is written for it, without its extra bits. */
  private final int[] distanceBits = new int[Tokens.DISTANCES];

  private long cost;

  /** Makes codes for a block. */
  void prepare(Tokens tokens) {
    literals.build(tokens.literalUses);
    distances.build(tokens.distanceUses);
    codeLengths.prepare(literals, distances);
    cost = 3 + codeLengths.cost();
    cost += literals.cost(tokens.literalUses) + distances.cost(tokens.distanceUses);
    for (int i = 0; i < Symbols.LENGTH_EXTRA.length; i++) {
      cost += (long) tokens.literalUses[257 + i] * Symbols.LENGTH_EXTRA[i];
    }
    for (int i = 0; i < Symbols.DISTANCE_EXTRA.length; i++) {
      cost += (long) tokens.distanceUses[i] * Symbols.DISTANCE_EXTRA[i];
    }
  }

  /** How many bits the block that was prepared takes. */
  long cost() {
    return cost;
  }

  /** Writes the block that was prepared, which is not the last one. */
  void write(Tokens tokens, BitWriter bits) {
    bits.put(2 << 1, 3);
    codeLengths.write(bits);
    combine();
    bits.put(tokens.values, tokens.count, lengthBits, distanceBits);
    bits.put(literals.codes[Tokens.END_OF_BLOCK], literals.lengths[Tokens.END_OF_BLOCK]);
  }

  /** Puts together what is written for a literal, a length and a distance. */
  private void combine() {
    for (int i = 0; i < 256; i++) {
      lengthBits[i] = literals.codes[i] | literals.lengths[i] << BitWriter.COUNT_SHIFT;
    }
    for (int length = 3; length <= 258; length++) {
      int symbol = Symbols.ofLength(length);
      int extra = length - Symbols.LENGTH_START[symbol - 257];
      int count = literals.lengths[symbol] + Symbols.LENGTH_EXTRA[symbol - 257];
      lengthBits[256 + length] =
          literals.codes[symbol]
              | extra << literals.lengths[symbol]
              | count << BitWriter.COUNT_SHIFT;
    }
    for (int i = 0; i < Tokens.DISTANCES; i++) {
      distanceBits[i] = distances.codes[i] | distances.lengths[i] << BitWriter.COUNT_SHIFT;
    }
  }
}
